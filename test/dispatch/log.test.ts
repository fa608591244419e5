import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { ProtocolAgent, place, readyWorkspace } from "./protocol-agent.js";

const box = useSandbox();

async function startedPlan() {
  const where = await place(box.sandbox);
  const agent = await ProtocolAgent.join(box.sandbox, where.token);
  const run = await box.sandbox.run(await readyWorkspace(box.sandbox, where));
  const task = await agent.work();
  const plan = run.relationships.plan!.data.id as string;
  const output = (from?: number) =>
    box.sandbox.send(
      "GET",
      `plans/${plan}/output`,
      undefined,
      from === undefined ? {} : { Range: `bytes=${from}-` },
    );
  return { agent, run, task, plan, output };
}

describe("a task's log", () => {
  it("grows piece by piece, and can be read as it does", async () => {
    const { task, output } = await startedPlan();
    expect((await output()).body).toBe("");
    expect((await task.log(0, "one\n")).body).toEqual({ size: 4 });
    expect((await output()).body).toBe("one\n");
    expect((await task.log(4, "two\n")).body).toEqual({ size: 8 });
    expect((await output()).body).toBe("one\ntwo\n");
    const rest = await output(4);
    expect(rest).toMatchObject({ status: 206, body: "two\n" });
    expect(rest.headers.get("content-range")).toBe("bytes 4-7/8");
    expect((await output(8)).status).toBe(416);
  });

  it("takes a repeat, whole or overlapping, without doubling it", async () => {
    const { task, output } = await startedPlan();
    await task.log(0, "abc");
    expect((await task.log(0, "abc")).body).toEqual({ size: 3 });
    expect((await task.log(1, "bcde")).body).toEqual({ size: 5 });
    expect((await output()).body).toBe("abcde");
  });

  it("refuses a gap, and a repeat that says something else", async () => {
    const { task, output } = await startedPlan();
    await task.log(0, "abc");
    const gap = await task.log(4, "x");
    expect(gap.status).toBe(409);
    expect(gap.body.errors[0].detail).toContain(`The log of task '${task.offer.id}' cannot continue at 4`);
    expect((await task.log(1, "XY")).status).toBe(409);
    expect((await output()).body).toBe("abc");
  });

  it("is kept byte by byte", async () => {
    const { task, plan } = await startedPlan();
    const bytes = Buffer.from("€ = ✓", "utf8");
    for (const [i, byte] of bytes.entries()) await task.log(i, Buffer.from([byte]));
    const { url, token } = box.sandbox.simulator;
    const response = await fetch(`${url}/api/iacp/v3/plans/${plan}/output`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  });

  it("refuses a piece that is too large, and says so", async () => {
    const { task } = await startedPlan();
    expect((await task.log(0, Buffer.alloc(1024 * 1024 + 1, "x"))).status).toBe(413);
    expect((await task.log(0, Buffer.alloc(1024 * 1024, "x"))).status).toBe(200);
  });

  it("wants an attempt and an offset", async () => {
    const { task } = await startedPlan();
    expect((await task.call("POST", "log?offset=0", "x")).status).toBe(400);
    expect((await task.call("POST", `log?attempt=${task.offer.attempt}&offset=-1`, "x")).status).toBe(400);
    expect((await task.call("POST", `log?attempt=${task.offer.attempt + 1}&offset=0`, "x")).status).toBe(410);
  });

  it("cannot be written with another task's token", async () => {
    const [one, other] = [await startedPlan(), await startedPlan()];
    const { url } = box.sandbox.simulator;
    const response = await fetch(`${url}/api/agents/v1/tasks/${one.task.offer.id}/log?attempt=1&offset=0`, {
      method: "POST",
      headers: { Authorization: `Bearer ${other.task.info.jobToken}` },
      body: "x",
    });
    expect(response.status).toBe(401);
  });
});

describe("artifacts of a task", () => {
  const stateFile = (serial: number, resources: object[] = []) =>
    JSON.stringify({
      version: 4,
      terraform_version: "1.12.6",
      serial,
      lineage: "1c1a2c44-0000-4000-8000-000000000001",
      outputs: {
        plain: { value: "v", type: "string" },
        secret: { value: "hidden", type: "string", sensitive: true },
      },
      resources,
    });

  async function startedApply() {
    const { agent, run, task } = await startedPlan();
    await task.put("plan", "the plan file");
    await task.put("plan-json", '{"format_version":"1.2"}');
    await task.finish();
    await box.sandbox.send("POST", `runs/${run.id}/actions/apply`);
    return { run, apply: await agent.work() };
  }

  it("hand the plan that was made to the apply, unchanged", async () => {
    const { apply } = await startedApply();
    expect(apply.info.inputs).toEqual(["configuration", "plan"]);
    expect((await apply.call("GET", `inputs/plan?attempt=${apply.offer.attempt}`)).body).toBe(
      "the plan file",
    );
  });

  it("become the workspace's state when the apply ends, also when it failed", async () => {
    const { run, apply } = await startedApply();
    const workspace = run.relationships.workspace!.data.id;
    const instances = [{}, {}];
    const resource = {
      mode: "managed",
      type: "null_resource",
      name: "a",
      provider: 'provider["registry.opentofu.org/hashicorp/null"]',
      instances,
    };
    expect((await apply.put("state", stateFile(1))).status).toBe(204);
    expect((await apply.put("state", stateFile(2, [resource]))).status).toBe(204);
    expect((await box.sandbox.get(`workspaces/${workspace}/current-state-version`)).status).toBe(404);
    await apply.finish({ outcome: "errored", error: "null_resource.b: it broke" });
    const { body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
    expect(body.data.attributes).toMatchObject({
      serial: 2,
      lineage: "1c1a2c44-0000-4000-8000-000000000001",
      modules: { root: { null_resource: 2 } },
      providers: { "registry.opentofu.org/hashicorp/null": { null_resource: 2 } },
      resources: [{ address: "null_resource.a", count: 2 }],
      outputs: [
        { name: "plain", value: "v", sensitive: false },
        { name: "secret", value: null, sensitive: true },
      ],
    });
    expect(body.data.relationships.run.data.id).toBe(run.id);
    const { body: file } = await box.sandbox.get(`state-versions/${body.data.id}/download`);
    expect(JSON.stringify(file)).toBe(stateFile(2, [resource]));
  });

  it("that are not states are refused", async () => {
    const { apply } = await startedApply();
    for (const text of ["", "{", '{"version":3}', '{"version":4}'])
      expect((await apply.put("state", text)).status).toBe(422);
  });

  it("belong to their phase", async () => {
    const { task } = await startedPlan();
    expect((await task.put("state", stateFile(1))).status).toBe(422);
    expect((await task.put("nonsense", "x")).status).toBe(404);
    expect((await task.call("GET", `inputs/plan?attempt=${task.offer.attempt}`)).status).toBe(404);
  });

  it("show the plan as JSON once it was sent; what is sensitive is left out of the sanitized one", async () => {
    const { task, plan } = await startedPlan();
    expect((await box.sandbox.get(`plans/${plan}/json-output`)).status).toBe(404);
    const json = {
      format_version: "1.2",
      variables: { password: { value: "hidden" } },
      resource_changes: [
        {
          address: "a.b",
          change: { actions: ["create"], after: { id: 1, key: "hidden" }, after_sensitive: { key: true } },
        },
      ],
      output_changes: { o: { after: "hidden", after_sensitive: true } },
    };
    await task.put("plan-json", JSON.stringify(json));
    expect((await box.sandbox.get(`plans/${plan}/json-output`)).body).toEqual(json);
    const { body } = await box.sandbox.get(`plans/${plan}/sanitized-json-output`);
    expect(JSON.stringify(body)).not.toContain("hidden");
    expect(body.resource_changes[0].change.after).toEqual({ id: 1, key: "(sensitive value)" });
  });
});

describe("what goes with the result", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  it("is kept as if it had been sent before, also when it is said twice", async () => {
    const { task, plan, output } = await startedPlan();
    await task.log(0, "one\n");
    const attached = {
      log: { offset: 4, chunk: base64("two\n") },
      artifacts: { plan: base64("a plan"), "plan-json": base64('{"format_version":"1.2"}') },
    };
    expect((await task.finish({ attached })).status).toBe(204);
    expect((await task.finish({ attached })).status).toBe(204);
    expect((await output()).body).toBe("one\ntwo\n");
    expect((await box.sandbox.get(`plans/${plan}/json-output`)).body).toEqual({ format_version: "1.2" });
  });

  it.each([
    ["a list", [], "/attached"],
    ["no artifacts", {}, "/attached/artifacts"],
    ["a state", { artifacts: { state: "" } }, "/attached/artifacts/state"],
    ["a state without an order", { artifacts: {}, state: { file: "" } }, "/order"],
    ["no base64", { artifacts: { plan: "{}" } }, "/attached/artifacts/plan"],
    ["a log without an offset", { artifacts: {}, log: { chunk: "" } }, "/offset"],
  ])("is refused where it is wrong: %s", async (_what, attached, pointer) => {
    const { task } = await startedPlan();
    const { status, body } = await task.finish({ attached });
    expect(status).toBe(422);
    expect(body.errors[0].source).toEqual({ pointer });
    expect((await task.finish()).status).toBe(204);
  });

  it("leaves the task as it was when its log has a gap", async () => {
    const { task } = await startedPlan();
    const attached = { log: { offset: 9, chunk: base64("x") }, artifacts: {} };
    expect((await task.finish({ attached })).status).toBe(409);
    expect((await task.finish()).status).toBe(204);
  });
});

describe("what a task works on", () => {
  it("is in the answer to its start where it is small, and at its own address", async () => {
    const { task } = await startedPlan();
    const answer = await task.call("GET", `inputs/configuration?attempt=${task.offer.attempt}`);
    expect(answer.status).toBe(200);
    expect(task.info.inputs).toEqual(["configuration"]);
    expect(Buffer.from(task.info.inline!.configuration!, "base64").toString()).toBe(answer.body);
  });
});
