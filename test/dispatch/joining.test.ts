import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { call, ProtocolAgent, place, REGISTRATION } from "./protocol-agent.js";

const box = useSandbox();

const register = async (token: string | null, options: object = {}) =>
  call(box.sandbox.simulator.url, "POST", "register", token, { ...REGISTRATION, ...options });

describe("joining a pool (R16)", () => {
  it("takes the pool's token and gives a session of the agent's own", async () => {
    const { pool, token } = await place(box.sandbox);
    const agent = await ProtocolAgent.join(box.sandbox, token, { name: "first", concurrency: 3 });
    expect(agent.heartbeatInterval).toBe(10);
    const shown = await box.sandbox.read("agents", agent.id);
    expect(shown.attributes).toMatchObject({
      name: "first",
      status: "idle",
      os: "linux",
      "cpu-platform": "linux_amd64",
      driver: "local",
      "error-message": null,
    });
    expect(shown.relationships.pool!.data).toEqual({ type: "agent-pools", id: pool });
  });

  it("keeps no secret of a session: only its hash is stored", async () => {
    const { token } = await place(box.sandbox);
    const agent = await ProtocolAgent.join(box.sandbox, token);
    const stored = JSON.stringify([...box.sandbox.simulator.store.all("access-tokens")]);
    expect(stored).not.toContain(agent.session);
    expect(stored).not.toContain(token);
  });

  it("refuses a second agent of the same name while the first is connected", async () => {
    const { token } = await place(box.sandbox);
    const first = await ProtocolAgent.join(box.sandbox, token, { name: "twin" });
    first.stayConnected();
    const refused = await register(token, { name: "twin" });
    expect(refused.status).toBe(409);
    expect(refused.body.errors[0].detail).toMatch(/agent named 'twin' is connected to pool 'pool-\d+'/);
    expect((await register(token, { name: "other" })).status).toBe(201);
  });

  it("lets an agent of the same name join another pool", async () => {
    const [one, other] = [await place(box.sandbox), await place(box.sandbox)];
    const agent = await ProtocolAgent.join(box.sandbox, one.token, { name: "everywhere" });
    agent.stayConnected();
    expect((await register(other.token, { name: "everywhere" })).status).toBe(201);
  });

  it("lets a crashed agent come back at once: the one before is replaced and its session ends", async () => {
    const { token } = await place(box.sandbox);
    const first = await ProtocolAgent.join(box.sandbox, token, { name: "phoenix" });
    await first.lose(box.sandbox);
    const again = await register(token, { name: "phoenix" });
    expect(again.status).toBe(201);
    expect(again.body.agent.id).not.toBe(first.id);
    expect((await first.heartbeat()).status).toBe(401);
  });

  it("wants a token that is a pool's", async () => {
    expect((await register(null)).status).toBe(401);
    expect((await register("nonsense")).status).toBe(401);
    expect((await register(box.sandbox.simulator.token)).status).toBe(403);
    const { token } = await place(box.sandbox);
    const agent = await ProtocolAgent.join(box.sandbox, token);
    expect((await register(agent.session)).status).toBe(403);
  });

  it("refuses a revoked token", async () => {
    const { pool } = await place(box.sandbox);
    const token = await box.sandbox.create(`agent-pools/${pool}/access-tokens`);
    expect((await box.sandbox.delete("access-tokens", token.id)).status).toBe(204);
    expect((await register(token.attributes.token)).status).toBe(401);
  });

  it("never opens the API to a token of a pool or a session", async () => {
    const { token } = await place(box.sandbox);
    const agent = await ProtocolAgent.join(box.sandbox, token);
    for (const secret of [token, agent.session])
      expect((await box.sandbox.as(secret).get("agent-pools")).status).toBe(403);
  });
});

describe("an agent's concurrency (R8)", () => {
  it.each([1, 2, 5])("may be %i", async (concurrency) => {
    const { token } = await place(box.sandbox);
    expect((await register(token, { concurrency })).status).toBe(201);
  });

  it.each([0, 6, -1, 2.5, "3", null])("may not be %j", async (concurrency) => {
    const { token } = await place(box.sandbox);
    const refused = await register(token, { concurrency });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].detail).toMatch(/from 1 to 5: one agent runs at most 5 runs at a time/);
  });
});

it("names what is missing in a registration", async () => {
  const { token } = await place(box.sandbox);
  const { status, body } = await register(token, { name: "" });
  expect(status).toBe(422);
  expect(body.errors[0]).toMatchObject({ detail: expect.stringContaining("'name'") });
});
