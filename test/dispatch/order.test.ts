import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { ProtocolAgent, place, readyWorkspace } from "./protocol-agent.js";

const box = useSandbox();

async function scene(attributes: object = {}) {
  const where = await place(box.sandbox);
  const workspace = await readyWorkspace(box.sandbox, where, attributes);
  const agent = await ProtocolAgent.join(box.sandbox, where.token);
  return { where, workspace, agent };
}

const status = async (run: string) => (await box.sandbox.read("runs", run)).attributes.status;

describe("runs of one workspace (R10)", () => {
  it("execute one at a time, in the order in which they were queued", async () => {
    const { workspace, agent } = await scene({ "auto-apply": true });
    const runs = [];
    for (let i = 0; i < 3; i++) runs.push(await box.sandbox.run(workspace));
    for (const [i, run] of runs.entries()) {
      const plan = await agent.work();
      expect(plan.offer).toMatchObject({ run: run.id, phase: "plan" });
      for (const later of runs.slice(i + 1)) expect(await status(later.id)).toBe("pending");
      expect((await agent.poll(5, 0)).tasks).toEqual([]);
      await plan.finish();
      const apply = await agent.work();
      expect(apply.offer).toMatchObject({ run: run.id, phase: "apply" });
      await apply.finish();
      expect(await status(run.id)).toBe("applied");
    }
  });

  it("of different workspaces execute side by side", async () => {
    const { where, workspace, agent } = await scene();
    const other = await readyWorkspace(box.sandbox, where);
    await box.sandbox.run(workspace);
    await box.sandbox.run(other);
    const first = await agent.work(1);
    const second = await agent.work(1);
    expect(first.info.workspace.id).not.toBe(second.info.workspace.id);
  });

  it("that are dry wait for nobody and delay nobody", async () => {
    const { workspace, agent } = await scene();
    const holder = await box.sandbox.run(workspace);
    const plan = await agent.work();
    await plan.finish();
    expect(await status(holder.id)).toBe("planned");
    const dry = [];
    for (let i = 0; i < 2; i++) dry.push(await box.sandbox.run(workspace, undefined, { "is-dry": true }));
    const next = await box.sandbox.run(workspace);
    const started = [await agent.work(), await agent.work()];
    expect(started.map(({ offer }) => offer.run)).toEqual(dry.map(({ id }) => id));
    for (const task of started) await task.finish();
    for (const { id } of dry) expect(await status(id)).toBe("planned_and_finished");
    expect(await status(next.id)).toBe("pending");
    await box.sandbox.send("POST", `runs/${holder.id}/actions/discard`);
    expect((await agent.work()).offer.run).toBe(next.id);
  });

  it("hold their workspace while they wait for a confirmation, but no slot of an agent", async () => {
    const { where, workspace } = await scene();
    const single = await ProtocolAgent.join(box.sandbox, where.token, { name: "single", concurrency: 1 });
    const [waiting, behind] = [await box.sandbox.run(workspace), await box.sandbox.run(workspace)];
    await (await single.work()).finish();
    expect(await status(waiting.id)).toBe("planned");
    const elsewhere = await readyWorkspace(box.sandbox, where);
    const other = await box.sandbox.run(elsewhere);
    const task = await single.work();
    expect(task.offer.run).toBe(other.id);
    await task.finish({ hasChanges: false });
    expect(await status(behind.id)).toBe("pending");
    expect((await box.sandbox.send("POST", `runs/${waiting.id}/actions/apply`)).status).toBe(200);
    const apply = await single.work();
    expect(apply.offer).toMatchObject({ run: waiting.id, phase: "apply" });
  });

  it("wait while their workspace is locked", async () => {
    const { workspace, agent } = await scene();
    await box.sandbox.send("POST", `workspaces/${workspace}/actions/lock`);
    const run = await box.sandbox.run(workspace);
    expect((await agent.poll(5, 0)).tasks).toEqual([]);
    expect(await box.sandbox.waitingFor(run.id)).toMatchObject({ kind: "lock" });
    const offered = agent.offered();
    expect((await box.sandbox.get(`workspaces/${workspace}/actions/unlock`)).status).toBe(200);
    expect((await offered).run).toBe(run.id);
  });

  it("that failed let the next one continue", async () => {
    const { workspace, agent } = await scene();
    const [first, second] = [await box.sandbox.run(workspace), await box.sandbox.run(workspace)];
    await (await agent.work()).finish({ outcome: "errored", error: "null_resource.a: it broke." });
    expect((await box.sandbox.read("runs", first.id)).attributes).toMatchObject({
      status: "errored",
      "error-message": "null_resource.a: it broke.",
    });
    expect((await agent.work()).offer.run).toBe(second.id);
  });

  it("without changes end after their plan", async () => {
    const { workspace, agent } = await scene({ "auto-apply": true });
    const run = await box.sandbox.run(workspace);
    await (await agent.work()).finish({ hasChanges: false, changes: null });
    expect((await box.sandbox.read("runs", run.id)).attributes).toMatchObject({
      status: "planned_and_finished",
      "has-changes": false,
    });
    const apply = (await box.sandbox.read("runs", run.id)).relationships.apply!.data.id;
    expect((await box.sandbox.read("applies", apply)).attributes.status).toBe("unreachable");
  });

  it("that save their plan hold nothing, and take their turn when they are confirmed", async () => {
    const { workspace, agent } = await scene();
    const saved = await box.sandbox.run(workspace, undefined, { "save-plan": true });
    await (await agent.work()).finish();
    expect(await status(saved.id)).toBe("planned_and_saved");
    const next = await box.sandbox.run(workspace);
    const plan = await agent.work();
    expect(plan.offer.run).toBe(next.id);
    await box.sandbox.send("POST", `runs/${saved.id}/actions/apply`);
    expect(await status(saved.id)).toBe("confirmed");
    await plan.finish({ hasChanges: false });
    expect((await agent.work()).offer).toMatchObject({ run: saved.id, phase: "apply" });
  });
});
