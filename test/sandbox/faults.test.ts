import { describe, expect, it } from "vitest";
import { ScalrClient } from "../../provider/client/index.js";
import { matchesPath } from "../../simulator/sandbox/faults/fault.js";
import { document, expectRefusal } from "../api/support.js";
import { useSandbox } from "../support/sandbox.js";

const box = useSandbox();
const FAULTS = "/api/sandbox/v1/faults";

const inject = (fault: object) => box.sandbox.sandbox("POST", "faults", fault);
const list = async () => (await box.sandbox.sandbox("GET", "faults")).faults;
const clear = () => box.sandbox.sandbox("DELETE", "faults");
const statusOf = async (path: string, method = "GET") => (await box.sandbox.send(method, path)).status;

/** As a client that repeats nothing. */
const client = () => {
  const { url, token } = box.sandbox.simulator;
  return new ScalrClient({ baseUrl: url, token, retry: { limit: 0 } });
};

describe("a fault", () => {
  it("answers with a status instead of doing anything, as often as it was told", async () => {
    const made = await inject({ method: "post", path: "environments", status: 503, retryAfter: 7, count: 2 });
    expect(made).toMatchObject({
      method: "POST",
      path: "/api/iacp/v3/environments",
      struck: 0,
      remaining: 2,
    });
    for (let i = 0; i < 2; i++) {
      const reply = await box.sandbox.tryCreate("environments", { name: "faulty" });
      expectRefusal(reply, { status: 503, title: "Service Unavailable", detail: new RegExp(made.id) });
      expect([reply.headers.get("retry-after"), reply.headers.get("x-sandbox-fault")]).toEqual([
        "7",
        made.id,
      ]);
    }
    expect(await box.sandbox.list("environments?filter[name]=faulty")).toEqual([]);
    await box.sandbox.create("environments", { name: "faulty" });
    expect(await list()).toMatchObject([{ id: made.id, struck: 2, remaining: 0, effect: "answers 503" }]);
    expect(await clear()).toEqual({ cleared: 1 });
  });

  it("makes requests wait in real time, whatever the sandbox clock does", async () => {
    await inject({ path: "tags", delay: "300ms", count: 1 });
    const start = performance.now();
    expect(await statusOf("tags")).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(290);
    await clear();
  });

  it("drops a request before it does anything", async () => {
    await inject({ method: "POST", path: "tags", drop: true, count: 1 });
    const created = client().create("tags", { type: "tags", attributes: { name: "dropped" } });
    await expect(created).rejects.toMatchObject({ fault: "dropped" });
    expect(await box.sandbox.list("tags?filter[name]=dropped")).toEqual([]);
    await clear();
  });

  it("drops only the answer: what was asked for has happened", async () => {
    await inject({ method: "POST", path: "tags", drop: "answer", count: 1 });
    const created = client().create("tags", { type: "tags", attributes: { name: "unanswered" } });
    await expect(created).rejects.toMatchObject({ fault: "dropped" });
    expect(await box.sandbox.list("tags?filter[name]=unanswered")).toHaveLength(1);
    await clear();
  });

  it("strikes with a probability, the same way each time for the same seed", async () => {
    const pattern = async (seed: number) => {
      await inject({ path: "roles", status: 500, probability: 0.5, seed });
      const statuses: number[] = [];
      for (let i = 0; i < 30; i++) statuses.push(await statusOf("roles"));
      await clear();
      return statuses.join();
    };
    const [first, again, other] = [await pattern(7), await pattern(7), await pattern(8)];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(new Set(first.split(","))).toEqual(new Set(["200", "500"]));
  });

  it("strikes what fits alone; the first that fits strikes", async () => {
    await inject({ path: "environments/*", status: 404 });
    await inject({ path: "/api/iacp/v3/**", method: "DELETE", status: 429 });
    await inject({ status: 502, path: "/api/agents/**" });
    expect(await statusOf("environments/env-x?include=tags")).toBe(404);
    expect(await statusOf("environments/env-x", "DELETE")).toBe(404);
    expect(await statusOf("environments/env-x/relationships/tags", "DELETE")).toBe(429);
    expect(await statusOf("environments")).toBe(200);
    expect(await statusOf("/api/agents/v1/tasks")).toBe(502);
    await clear();
  });

  it("spares the sandbox's own API, so that it can be taken away again", async () => {
    const { id } = await inject({ status: 500 });
    expect(await statusOf("tags")).toBe(500);
    expect(await box.sandbox.sandbox("DELETE", `faults/${id}`)).toEqual({ cleared: 1 });
    expectRefusal(await box.sandbox.send("DELETE", `${FAULTS}/${id}`), { status: 404 });
    expect(await statusOf("tags")).toBe(200);
  });

  it("goes with a reset", async () => {
    await inject({ status: 500, path: "tags" });
    await box.sandbox.sandbox("POST", "reset", {});
    expect([await list(), await statusOf("tags")]).toEqual([[], 200]);
  });
});

it("lets clients that repeat what is harmless to repeat get through", async () => {
  const { url, token } = box.sandbox.simulator;
  const patient = new ScalrClient({ baseUrl: url, token, retry: { delay: 1 } });
  await inject({ method: "GET", path: "tags", status: 502, count: 2 });
  await inject({ method: "GET", path: "tags", drop: true, count: 1 });
  expect(await patient.list("tags")).toEqual([]);
  expect((await list()).map(({ remaining }: { remaining: number }) => remaining)).toEqual([0, 0]);
  await clear();
});

describe("what is not a fault is refused", () => {
  it.each([
    [{}, ""],
    [{ status: 200 }, "/status"],
    [{ status: "500" }, "/status"],
    [{ status: 500, drop: true }, "/drop"],
    [{ drop: "connection" }, "/drop"],
    [{ delay: "11m" }, "/delay"],
    [{ delay: -1 }, "/delay"],
    [{ status: 500, probability: 0 }, "/probability"],
    [{ status: 500, probability: 1.5 }, "/probability"],
    [{ status: 500, count: 0 }, "/count"],
    [{ status: 500, path: "a b" }, "/path"],
    [{ status: 500, path: "tags?x=1" }, "/path"],
    [{ status: 500, method: "G T" }, "/method"],
    [{ delay: 5, retryAfter: 1 }, "/retryAfter"],
    [{ status: 500, chance: 1 }, "/chance"],
  ])("%j", async (fault, pointer) => {
    const reply = await box.sandbox.send("POST", FAULTS, fault);
    expectRefusal(reply, { status: 422, ...(pointer && { pointer }) });
  });

  it("no object, too many, or somebody who is not the operator", async () => {
    expectRefusal(await box.sandbox.send("POST", FAULTS, "[]"), { status: 400 });
    for (let i = 0; i < 100; i++) await inject({ status: 500, path: `/nowhere/${i}` });
    expectRefusal(await box.sandbox.send("POST", FAULTS, { status: 500 }), { status: 409 });
    await clear();
    const account = await box.sandbox.create("service-accounts", { name: "guest" });
    const token = await box.sandbox.send(
      "POST",
      `service-accounts/${account.id}/access-tokens`,
      document("access-tokens"),
    );
    const guest = box.sandbox.as(token.body.data.attributes.token);
    expectRefusal(await guest.send("POST", FAULTS, { status: 500 }), { status: 403 });
  });
});

it("reads paths segment by segment", () => {
  const fits: readonly (readonly [string, string, boolean])[] = [
    ["/a/*", "/a/b", true],
    ["/a/*", "/a/b/c", false],
    ["/a/*", "/a", false],
    ["/a/**", "/a", true],
    ["/a/**", "/a/b/c", true],
    ["/**/c", "/a/b/c", true],
    ["/**/c", "/a/c/b", false],
    ["/a/**/d/*", "/a/b/c/d/e", true],
    ["**", "/anything/at/all", true],
  ];
  for (const [pattern, path, expected] of fits)
    expect(matchesPath(pattern, path), `${pattern} ${path}`).toBe(expected);
});
