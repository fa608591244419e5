import { describe, expect, test } from "vitest";
import type { TaskRef, VcsOrder, VcsPollResponse } from "../../agent/protocol/protocol.js";
import { callerWith } from "../access/people.js";
import { Told } from "../console/told.js";
import { ProtocolAgent } from "../dispatch/protocol-agent.js";
import { useSandbox } from "../support/sandbox.js";
import { linked, newest, PASSWORD } from "./linked-workspace.js";

const box = useSandbox();

test("followers of the events hear of VCS tasks and deliveries what they may read (R21)", async () => {
  const { sandbox } = box;
  const where = await linked(sandbox, "https://git.corp.invalid", { identifier: "acme/told" });
  await sandbox.get(`workspaces/${where.workspace}/actions/resync`);
  const { store } = sandbox.simulator;
  const [task] = store.find("vcs-tasks", "workspace", where.workspace);
  const all = await Told.follow(await callerWith(sandbox, ["vcs-providers:read"]));
  await all.until(({ event }) => event === "live");
  expect(all.ids).toContain(task!.id);
  const none = await Told.follow(await callerWith(sandbox, ["tags:read"]));
  await none.until(({ event }) => event === "live");
  expect([...none.types].filter((type) => type.startsWith("vcs-"))).toEqual([]);
});

describe("VCS tasks by the agent protocol", () => {
  const poll = (agent: ProtocolAgent, running: readonly TaskRef[] = [], slots = 5) =>
    agent.call("POST", "vcs/poll", { running, slots, wait: 0 });
  const fetches = (body: VcsPollResponse) => body.tasks.filter(({ request }) => request.kind === "fetch");

  test("that are on their way in an answer that is still awaited are not handed out again, and take their slots", async () => {
    const { sandbox } = box;
    const where = await linked(sandbox, "https://git.corp.invalid", { identifier: "acme/awaited" });
    const agent = await ProtocolAgent.join(sandbox, where.vcsToken, { name: "awaiting" });
    const awaiting = (running: readonly TaskRef[], slots: number) =>
      agent.call("POST", "vcs/poll", { running, slots, wait: 0, awaiting: true });
    await sandbox.get(`workspaces/${where.workspace}/actions/resync`);
    const { tasks } = (await poll(agent)).body as VcsPollResponse;
    expect(tasks.map(({ attempt }) => attempt)).toEqual(tasks.map(() => 1));
    const fetched = fetches({ tasks, cancel: [] });
    expect(fetched).toHaveLength(1);
    await sandbox.get(`workspaces/${where.workspace}/actions/resync`);
    // One slot is told, and taken by what is on its way.
    expect((await awaiting([], 1)).body.tasks).toEqual([]);
    const [next] = fetches((await awaiting([], 2)).body);
    expect(next).toMatchObject({ attempt: 1 });
    expect(next!.id).not.toBe(fetched[0]!.id);
    // Nothing is awaited any more: what does not run there was lost.
    const lost = fetches((await poll(agent)).body);
    expect(lost.map(({ attempt }) => attempt)).toEqual([2, 2]);
  });

  test("come to agents of the provider's pool alone, and are handed out again when those are lost", async () => {
    const { sandbox } = box;
    const where = await linked(sandbox, "https://git.corp.invalid", { identifier: "acme/app" });
    const runner = await ProtocolAgent.join(sandbox, await sandbox.poolToken(where.runPool));
    expect((await poll(runner)).status).toBe(403);
    await sandbox.get(`workspaces/${where.workspace}/actions/resync`);
    const agents = [];
    for (const name of ["v1", "v2", "v3", "v4"])
      agents.push(await ProtocolAgent.join(sandbox, where.vcsToken, { name }));
    const [first, second, third, fourth] = agents as [
      ProtocolAgent,
      ProtocolAgent,
      ProtocolAgent,
      ProtocolAgent,
    ];
    expect((await poll(first, [], 0)).body.tasks.map(({ request }: VcsOrder) => request.kind)).toEqual([
      "watch",
    ]);
    const [order] = fetches((await poll(first)).body);
    expect(order).toMatchObject({
      attempt: 1,
      provider: { url: "https://git.corp.invalid", token: PASSWORD },
    });
    expect((await sandbox.read("agents", first.id)).attributes.status).toBe("busy");
    // What the answer did not bring is brought by the next one; to one that has it, nothing is said.
    const [again] = fetches((await poll(first)).body);
    expect(again).toMatchObject({ id: order!.id, attempt: 2 });
    expect(fetches((await poll(first, [{ id: order!.id, attempt: 2 }])).body)).toEqual([]);
    const finish = (agent: ProtocolAgent, attempt: number, report: object) =>
      agent.call("POST", `vcs/tasks/${order!.id}/finish`, { attempt, error: null, result: null, ...report });
    expect((await finish(first, 1, { error: "late" })).status).toBe(410);
    expect((await finish(second, 2, { error: "not its own" })).status).toBe(410);
    for (const result of [{ kind: "resolve", sha: "0".repeat(40) }, { kind: "fetch", sha: "--help" }, "x"])
      expect((await finish(first, 2, { result })).status).toBe(422);
    const whole = { kind: "fetch", sha: "0".repeat(40), message: "", author: "", changedFiles: null };
    expect((await finish(first, 2, { result: whole })).body.errors[0].detail).toContain("was not sent");
    const evil = await first.call(
      "PUT",
      `vcs/tasks/${order!.id}/archive?attempt=2`,
      Buffer.from("no archive"),
    );
    expect(evil.status).toBe(422);

    await first.call("POST", "deregister", { tasks: [] });
    const [taken] = fetches((await poll(second)).body);
    expect(taken).toMatchObject({ id: order!.id, attempt: 3 });
    await second.call("POST", "deregister", { tasks: [] });
    expect(fetches((await poll(third)).body)).toEqual([]);
    const version = await newest(
      sandbox,
      "configuration-versions",
      where.workspace,
      ({ status }) => status === "errored",
    );
    expect(version.errorMessage).toMatch(/^It was tried 3 times: /);

    await sandbox.get(`workspaces/${where.workspace}/actions/resync`);
    const [slow] = fetches((await poll(fourth)).body);
    expect(slow).toBeDefined();
    await sandbox.advance("10m");
    const late = await newest(
      sandbox,
      "configuration-versions",
      where.workspace,
      ({ id, status }) => id !== version.id && status === "errored",
    );
    expect(late.errorMessage).toBe("The VCS task took longer than 10 minutes and was given up.");
  });
});
