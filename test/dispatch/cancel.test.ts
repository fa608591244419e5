import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { ProtocolAgent, place, readyWorkspace } from "./protocol-agent.js";

const box = useSandbox();

async function scene() {
  const where = await place(box.sandbox);
  const workspace = await readyWorkspace(box.sandbox, where);
  const agent = await ProtocolAgent.join(box.sandbox, where.token);
  return { where, workspace, agent };
}

const act = (run: string, action: string) => box.sandbox.send("POST", `runs/${run}/actions/${action}`);
const status = async (run: string) => (await box.sandbox.read("runs", run)).attributes.status;

describe("canceling a run", () => {
  it("ends one that waits at once", async () => {
    const { workspace } = await scene();
    const [first, second] = [await box.sandbox.run(workspace), await box.sandbox.run(workspace)];
    for (const run of [second, first]) {
      expect((await act(run.id, "cancel")).status).toBe(200);
      expect(await status(run.id)).toBe("canceled");
    }
  });

  it("reaches the agent that executes it at once, through its open poll; the agent's report ends it", async () => {
    const { workspace, agent } = await scene();
    const run = await box.sandbox.run(workspace);
    const task = await agent.work();
    const poll = await agent.opened(0);
    await act(run.id, "cancel");
    const order = { id: task.offer.id, attempt: task.offer.attempt, mode: "soft" };
    expect((await poll.answer).cancel).toEqual([order]);
    expect(await status(run.id)).toBe("planning");
    await task.finish({ outcome: "canceled", hasChanges: false, changes: null });
    expect(await status(run.id)).toBe("canceled");
  });

  it("is repeated at every heartbeat until it is obeyed, and is forced when asked for twice", async () => {
    const { workspace, agent } = await scene();
    const run = await box.sandbox.run(workspace);
    const task = await agent.work();
    await act(run.id, "cancel");
    for (let i = 0; i < 2; i++)
      expect((await agent.heartbeat()).body.cancel).toMatchObject([{ id: task.offer.id, mode: "soft" }]);
    await act(run.id, "cancel");
    expect((await agent.heartbeat()).body.cancel).toMatchObject([{ id: task.offer.id, mode: "force" }]);
    await task.finish({ outcome: "canceled" });
    expect((await agent.heartbeat()).body.cancel).toEqual([]);
  });

  it("takes back what was handed out and not started", async () => {
    const { workspace, agent } = await scene();
    const run = await box.sandbox.run(workspace);
    const offer = await agent.offered();
    await act(run.id, "cancel");
    expect(await status(run.id)).toBe("canceled");
    expect((await agent.call("POST", `tasks/${offer.id}/start`, { attempt: offer.attempt })).status).toBe(
      410,
    );
  });

  it("that comes too late leaves an apply applied, and lets a plan go no further", async () => {
    const { workspace, agent } = await scene();
    const run = await box.sandbox.run(workspace);
    await (await agent.work()).finish();
    await act(run.id, "apply");
    const apply = await agent.work();
    await act(run.id, "cancel");
    await apply.finish();
    expect(await status(run.id)).toBe("applied");
    const other = await box.sandbox.run(workspace);
    const plan = await agent.work();
    await act(other.id, "cancel");
    await plan.finish();
    expect(await status(other.id)).toBe("canceled");
  });

  it("is refused for a run that has ended, and for one that waits for a confirmation", async () => {
    const { workspace, agent } = await scene();
    const run = await box.sandbox.run(workspace);
    await (await agent.work()).finish();
    const refused = await act(run.id, "cancel");
    expect(refused.status).toBe(409);
    expect(refused.body.errors[0].detail).toMatch(new RegExp(`Run '${run.id}' is planned: it cannot cancel`));
    await act(run.id, "discard");
    expect(await status(run.id)).toBe("discarded");
    for (const action of ["cancel", "discard", "apply", "force"])
      expect((await act(run.id, action)).status, action).toBe(409);
  });
});

describe("forcing a run", () => {
  it("cancels the earlier ones that wait, for their turn or for a confirmation", async () => {
    const { workspace, agent } = await scene();
    const [planned, pending, forced] = [
      await box.sandbox.run(workspace),
      await box.sandbox.run(workspace),
      await box.sandbox.run(workspace),
    ];
    await (await agent.work()).finish();
    expect((await act(forced!.id, "force")).status).toBe(200);
    for (const run of [planned, pending])
      expect((await box.sandbox.read("runs", run!.id)).attributes).toMatchObject({
        status: "canceled",
        "error-message": `The later run ${forced!.id} was forced.`,
      });
    expect((await agent.work()).offer.run).toBe(forced!.id);
  });

  it("leaves one that executes to its end", async () => {
    const { workspace, agent } = await scene();
    const [executing, forced] = [await box.sandbox.run(workspace), await box.sandbox.run(workspace)];
    const task = await agent.work();
    await act(forced!.id, "force");
    expect(await status(executing!.id)).toBe("planning");
    await task.finish({ hasChanges: false });
    expect((await agent.work()).offer.run).toBe(forced!.id);
  });
});
