import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { call, ProtocolAgent, place, readyWorkspace, type StartedTask } from "./protocol-agent.js";

const box = useSandbox({ limits: { state: 4_000, plan: 100, log: 1_000 } });

const LINEAGE = "1c1a2c44-0000-4000-8000-000000000001";
const state = (serial: number, outputs: object = {}, lineage = LINEAGE) =>
  JSON.stringify({ version: 4, terraform_version: "1.12.6", serial, lineage, outputs, resources: [] });
const named = (value: string) => ({ said: { value, type: "string" } });

/** A workspace whose state is `serial`, or that has none, and an agent that has started an apply there. */
async function applying(serial?: number) {
  const { sandbox } = box;
  const where = await place(sandbox);
  const workspace = await readyWorkspace(sandbox, where, { "auto-apply": true });
  if (serial !== undefined) await bring(workspace, state(serial));
  const agent = await ProtocolAgent.join(sandbox, where.token, { name: "worker" });
  const run = await sandbox.run(workspace);
  const plan = await agent.work();
  await plan.put("plan", "p");
  await plan.finish();
  const apply = await agent.work();
  return { where, workspace, agent, run, apply };
}

const bring = (workspace: string, file: string, force = false) =>
  box.sandbox.create("state-versions", { state: Buffer.from(file).toString("base64"), force }, { workspace });

const late = (apply: StartedTask, file: string) =>
  apply.call("PUT", `late-state?attempt=${apply.offer.attempt}`, file);

const shown = async (run: string) => (await box.sandbox.read("runs", run)).attributes;

async function current(workspace: string) {
  const { status, body } = await box.sandbox.get(`workspaces/${workspace}/current-state-version`);
  return status === 404 ? null : { id: body.data.id, ...body.data.attributes };
}

async function lost({ agent }: { readonly agent: ProtocolAgent }) {
  await agent.lose(box.sandbox);
  await box.sandbox.advance("5m");
}

describe("a state that its task's agent delivers after it was lost (R17)", () => {
  it("becomes the current one when nothing has happened since, and its run says so", async () => {
    const scene = await applying(3);
    await scene.apply.put("state", state(4, named("half")));
    await lost(scene);
    expect(await current(scene.workspace)).toMatchObject({ serial: 4, outputs: [{ value: "half" }] });
    expect(await late(scene.apply, state(4, named("all")))).toMatchObject({
      status: 200,
      body: { version: expect.stringMatching(/^sv-/), current: true },
    });
    expect(await current(scene.workspace)).toMatchObject({ serial: 4, outputs: [{ value: "all" }] });
    const run = await shown(scene.run.id);
    expect(run.status).toBe("errored");
    expect(run["error-message"]).toMatch(
      /was lost during the apply: no contact for 5 minutes\. Its state was delivered later: sv-\w+ \(serial 4\), now the current one\.$/,
    );
    // Said again, it changes nothing.
    expect((await late(scene.apply, state(4, named("all")))).body).toEqual({ version: null, current: false });
    expect((await shown(scene.run.id))["error-message"]).toBe(run["error-message"]);
  });

  it("is kept beside the current one when somebody has changed that since", async () => {
    const scene = await applying(3);
    await lost(scene);
    const { id } = await bring(scene.workspace, state(9, named("by hand")));
    const { body } = await late(scene.apply, state(12, named("late")));
    expect(body).toMatchObject({ version: expect.stringMatching(/^sv-/), current: false });
    expect(await current(scene.workspace)).toMatchObject({ id, serial: 9 });
    expect((await box.sandbox.read("state-versions", body.version)).attributes.serial).toBe(12);
    expect((await shown(scene.run.id))["error-message"]).toContain(
      `was kept as ${body.version} (serial 12) and is not the current one: ${id} (serial 9) took the place`,
    );
  });

  it("is kept beside the current one when a later run works on that", async () => {
    const scene = await applying();
    await lost(scene);
    const next = await box.sandbox.run(scene.workspace);
    const { body } = await late(scene.apply, state(1));
    expect(body.current).toBe(false);
    expect(await current(scene.workspace)).toBeNull();
    expect((await shown(scene.run.id))["error-message"]).toContain(`${next.id} has begun to work on`);
  });

  it("is not taken while the task runs, nor of a plan, nor with another token", async () => {
    const { apply, agent } = await applying();
    const { status, body } = await late(apply, state(1));
    expect(status).toBe(409);
    expect(body.errors[0].detail).toContain("Try again when its agent is offline");
    const path = `tasks/${apply.offer.id}/late-state?attempt=${apply.offer.attempt}`;
    expect((await call(agent.url, "PUT", path, agent.session, state(1))).status).toBe(401);
    expect((await apply.call("PUT", "late-state?attempt=99", state(1))).status).toBe(410);
    await agent.call("POST", "deregister", { tasks: [] });
    expect((await late(apply, "{}")).status).toBe(422);
  });
});

describe("a state that an apply sends", () => {
  it("never undoes a newer one that it sent before, however late it arrives", async () => {
    const { apply, workspace } = await applying();
    const put = (order: number, text: string) =>
      apply.call(
        "PUT",
        `artifacts/state?attempt=${apply.offer.attempt}&order=${order}`,
        state(1, named(text)),
      );
    expect((await put(2, "second")).status).toBe(204);
    expect((await put(1, "first, delayed")).status).toBe(204);
    await apply.finish();
    expect((await current(workspace))?.outputs).toMatchObject([{ value: "second" }]);
  });

  it("does not take the place of what somebody brought meanwhile: the run ends errored and says where it is", async () => {
    const { apply, workspace, run } = await applying(3);
    const { id } = await bring(workspace, state(7));
    await apply.put("state", state(4, named("applied")));
    await apply.finish();
    expect(await current(workspace)).toMatchObject({ id, serial: 7 });
    expect(await shown(run.id)).toMatchObject({
      status: "errored",
      "error-message": expect.stringMatching(
        /^The apply made its changes\. The state that it left was kept as sv-\w+ \(serial 4\) and is not the current one/,
      ),
    });
  });

  it("of another lineage, or an older serial, is kept beside the current one", async () => {
    for (const file of [state(4, {}, "2c1a2c44-0000-4000-8000-000000000002"), state(2)]) {
      const { apply, workspace, run } = await applying(3);
      await apply.put("state", file);
      await apply.finish();
      expect((await current(workspace))?.serial).toBe(3);
      expect((await shown(run.id)).status).toBe("errored");
    }
  });

  it("works on the state that was there when it started", async () => {
    const { apply, workspace } = await applying(3);
    await bring(workspace, state(7));
    const { body } = await apply.call("GET", `inputs/state?attempt=${apply.offer.attempt}`);
    expect(body.serial).toBe(3);
  });
});

describe("what is larger than its limit", () => {
  it("is refused with its size and the limit, and what was there stays", async () => {
    const { apply, workspace } = await applying();
    await apply.put("state", state(1));
    const { status, body } = await apply.put("state", state(1, named("x".repeat(5_000))));
    expect(status).toBe(413);
    expect(body.errors[0].detail).toMatch(
      /^The state of task 'task-\w+' has \d+ bytes; the limit is 4000\.$/,
    );
    await apply.finish();
    expect(await current(workspace)).toMatchObject({ serial: 1, outputs: [] });
  });
});

describe("a state that goes with the result", () => {
  const attached = (file: string, order = 1) => ({
    attached: { artifacts: {}, state: { order, file: Buffer.from(file).toString("base64") } },
  });
  const files = () => box.sandbox.simulator.store.blobs.list("states");

  it("becomes the current one, once, also when it is said twice at the same time", async () => {
    const { workspace, apply } = await applying(3);
    const before = (await files()).length;
    const said = () => apply.finish(attached(state(4, named("all"))));
    for (const { status } of await Promise.all([said(), said()])) expect(status).toBe(204);
    expect((await said()).status).toBe(204);
    expect(await current(workspace)).toMatchObject({ serial: 4, outputs: [{ value: "all" }] });
    expect((await files()).length).toBe(before + 1);
  });

  it("changes nothing when a newer one was sent before", async () => {
    const { workspace, apply } = await applying(3);
    await apply.call(
      "PUT",
      `artifacts/state?attempt=${apply.offer.attempt}&order=2`,
      state(5, named("newer")),
    );
    const before = (await files()).length;
    expect((await apply.finish(attached(state(4, named("older"))))).status).toBe(204);
    expect(await current(workspace)).toMatchObject({ serial: 5, outputs: [{ value: "newer" }] });
    expect((await files()).length).toBe(before);
  });

  it.each([
    ["no state file", "{}", 422, /was rejected: it is not a state file/],
    ["more than the limit", state(4, named("x".repeat(4_000))), 413, /the limit is 4000/],
  ])("is refused and leaves the task as it was: %s", async (_what, file, expected, why) => {
    const { workspace, apply } = await applying(3);
    const before = (await files()).length;
    const { status, body } = await apply.finish(attached(file));
    expect(status).toBe(expected);
    expect(body.errors[0].detail).toMatch(why);
    expect((await files()).length).toBe(before);
    expect((await apply.finish()).status).toBe(204);
    expect(await current(workspace)).toMatchObject({ serial: 3 });
  });
});
