import { describe, expect, it } from "vitest";
import { useSandbox } from "../support/sandbox.js";
import { ProtocolAgent, place, readyWorkspace } from "./protocol-agent.js";

const box = useSandbox();

async function scene() {
  const where = await place(box.sandbox);
  const workspace = await readyWorkspace(box.sandbox, where);
  const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "worker" });
  const run = await box.sandbox.run(workspace);
  return { where, workspace, agent, run };
}

const shown = async (run: string) => (await box.sandbox.read("runs", run)).attributes;

describe("at most once (R17)", () => {
  it("returns to the queue what was handed out but not started", async () => {
    const { where, agent, run } = await scene();
    const first = await agent.offered();
    const other = await ProtocolAgent.join(box.sandbox, where.token, { name: "other" });
    const poll = other.poll();
    expect((await agent.poll(0, 0)).tasks).toEqual([]);
    const [second] = (await poll).tasks;
    expect(second).toMatchObject({ id: first.id, run: run.id, attempt: first.attempt + 1 });
    const refused = await agent.call("POST", `tasks/${first.id}/start`, { attempt: first.attempt });
    expect(refused.status).toBe(410);
    await other.start(second!);
  });

  it("leaves with an agent what was handed out by the answer that it still awaits", async () => {
    const { agent, run } = await scene();
    const offer = await agent.offered();
    const reply = await agent.call("GET", "tasks?slots=1&wait=0&awaiting=1");
    expect(reply).toMatchObject({ status: 200, body: { tasks: [] } });
    await agent.start(offer);
    expect((await shown(run.id)).status).toBe("planning");
  });

  it("hands to another agent at once what is given back, and takes nothing back that was started", async () => {
    const { where, agent, run } = await scene();
    const offer = await agent.offered();
    const other = await ProtocolAgent.join(box.sandbox, where.token, { name: "other" });
    const poll = other.poll();
    const giveBack = (by: ProtocolAgent, { id, attempt }: { id: string; attempt: number }) =>
      by.call("POST", `tasks/${id}/return`, { attempt });
    expect((await giveBack(agent, offer)).status).toBe(204);
    const [again] = (await poll).tasks;
    expect(again).toMatchObject({ id: offer.id, run: run.id, attempt: offer.attempt + 1 });
    expect((await giveBack(agent, offer)).status).toBe(410);
    await other.start(again!);
    expect((await giveBack(other, again!)).status).toBe(410);
    expect((await shown(run.id)).status).toBe("planning");
  });

  it("lets an agent repeat a start whose answer it did not get; the first token is then void", async () => {
    const { agent } = await scene();
    const offer = await agent.offered();
    const [lost, known] = [await agent.start(offer), await agent.start(offer)];
    expect((await lost.log(0, "no")).status).toBe(401);
    expect((await known.log(0, "yes")).status).toBe(200);
  });

  it("never starts a started task again, however often its agent asks for work", async () => {
    const { agent, run } = await scene();
    await agent.work();
    for (let i = 0; i < 3; i++) expect((await agent.poll(5, 0)).tasks).toEqual([]);
    expect((await shown(run.id)).status).toBe("planning");
  });

  it("ends the run of a lost agent errored, naming it, and frees its workspace", async () => {
    const { where, workspace, agent, run } = await scene();
    await agent.work();
    const behind = await box.sandbox.run(workspace);
    await agent.lose(box.sandbox);
    const fired = await box.sandbox.advance("5m");
    expect(fired.map(({ name, object }) => [name, object.id])).toContainEqual(["agent offline", agent.id]);
    expect(await shown(run.id)).toMatchObject({
      status: "errored",
      "error-message": `Agent 'worker' (${agent.id}) was lost during the plan: no contact for 5 minutes.`,
    });
    const other = await ProtocolAgent.join(box.sandbox, where.token, { name: "other" });
    expect((await other.work()).offer.run).toBe(behind.id);
  });

  it("refuses a late report of a lost agent, and tells it to stop", async () => {
    const { agent, run } = await scene();
    const task = await agent.work();
    await agent.lose(box.sandbox);
    await box.sandbox.advance("5m");
    expect((await task.log(0, "late")).status).toBe(410);
    expect((await task.put("plan", "late")).status).toBe(410);
    expect((await task.finish()).status).toBe(410);
    const { body } = await agent.heartbeat({ tasks: [{ id: task.offer.id, attempt: task.offer.attempt }] });
    expect(body.drop).toEqual([{ id: task.offer.id, attempt: task.offer.attempt }]);
    expect((await shown(run.id)).status).toBe("errored");
  });

  it("takes the same report twice, and no other after it", async () => {
    const { agent, run } = await scene();
    const task = await agent.work();
    expect((await task.finish()).status).toBe(204);
    expect((await task.finish()).status).toBe(204);
    expect((await shown(run.id)).status).toBe("planned");
    expect((await task.log(0, "after the end")).status).toBe(410);
  });

  it("ends what an agent was running when it leaves its pool", async () => {
    const { agent, run } = await scene();
    await agent.work();
    expect((await agent.call("POST", "deregister", { tasks: [] })).status).toBe(204);
    expect(await shown(run.id)).toMatchObject({
      status: "errored",
      "error-message": expect.stringContaining(`Agent 'worker' (${agent.id}) was lost`),
    });
    expect((await box.sandbox.get(`agents/${agent.id}`)).status).toBe(404);
    expect((await agent.heartbeat()).status).toBe(401);
  });
});
