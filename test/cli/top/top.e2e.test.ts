import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { unique } from "../../api/support.js";
import { ProtocolAgent, place, readyWorkspace } from "../../dispatch/protocol-agent.js";
import { temporaryFolder, up } from "../../support/process.js";
import { startSandbox, useSandbox } from "../../support/sandbox.js";
import { cli } from "../support.js";
import { cuttable, top } from "./support.js";

const box = useSandbox();
const access = () => ({ SCALR_HOSTNAME: box.sandbox.url, SCALR_TOKEN: box.sandbox.simulator.token });

const isState = ({ type }: { type: string }) => type === "state";
const isBack = ({ type, state }: { type: string; state?: string }) =>
  type === "connection" && state === "back";

describe("once", () => {
  test("shows what the status shows", async () => {
    const where = await place(box.sandbox);
    const workspace = await readyWorkspace(box.sandbox, where);
    const [first, second] = [await box.sandbox.run(workspace), await box.sandbox.run(workspace)];
    const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "once-1", concurrency: 2 });
    const status = await box.sandbox.sandbox("GET", "status");
    const { code, stdout } = await cli(["top", "--once", "--json"], { env: access() });
    expect(code).toBe(0);
    const view = JSON.parse(stdout);
    expect(view.runners).toEqual(status.runners);
    for (const { agents, shared: _, ...pool } of status.pools)
      expect(view.pools).toContainEqual({ ...pool, agents: agents.length, online: agents.length });
    expect(view.agents.find(({ id }: { id: string }) => id === agent.id)).toMatchObject({
      name: "once-1",
      status: "idle",
      running: 0,
      concurrency: 2,
    });
    const { name } = (await box.sandbox.read("agent-pools", where.pool)).attributes;
    expect(view.runs).toMatchObject([
      { id: first.id, status: "plan_queued", pool: name, agent: null },
      { id: second.id, status: "pending", pool: null, agent: null },
    ]);
    expect([view.waiting, view.executing]).toEqual([2, 0]);

    const text = await cli(["top", "--once"], { env: access() });
    expect(text.stdout).toMatch(new RegExp(`${first.id} +plan_queued +\\S.* +\\S+/\\S+ +${name}`));
    expect(text.stdout).toMatch(/once-1 +idle +/);
    expect(text.stdout).not.toContain("\u001b");
  });

  test("says what is not there, and who is not let in", async () => {
    const gone = await cli(["top"], { env: { SCALR_HOSTNAME: "http://127.0.0.1:9", SCALR_TOKEN: "x" } });
    expect(gone.code).toBe(5);
    const unknown = await cli(["top"], { env: { ...access(), SCALR_TOKEN: "unknown" } });
    expect(unknown.code).toBe(6);
    for (const { stderr } of [gone, unknown]) expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("following", () => {
  test("tells every status of a run, and agents that come and go offline, in order", async () => {
    const where = await place(box.sandbox);
    const workspace = await readyWorkspace(box.sandbox, where);
    const [json, text] = [top(["--json"], access()), top([], access())];
    await json.until(({ objects }) => objects.some(isState));
    await text.until(({ stdout }) => /^RUN|^No runs/m.test(stdout));

    const statuses: string[] = [];
    const stop = box.sandbox.simulator.store.onCommit(({ changes }) => {
      for (const { type, before, after } of changes)
        if (type === "runs" && after && before?.status !== after.status) statuses.push(after.status);
    });
    onTestFinished(stop);
    const agent = await ProtocolAgent.join(box.sandbox, where.token, { name: "follow-1" });
    const run = await box.sandbox.run(workspace);
    const plan = await agent.work();
    await plan.finish();
    await box.sandbox.send("POST", `runs/${run.id}/actions/apply`, {});
    await (await agent.work()).finish();
    await agent.lose(box.sandbox);
    await box.sandbox.advance("6m");

    const isOffline = ({ type, id, status }: { type: string; id: string; status: string }) =>
      type === "agent" && id === agent.id && status === "offline";
    await json.until(({ objects }) => objects.some(isOffline));
    const told = json.objects.filter(({ type, id }) => type === "run" && id === run.id);
    expect(told.map(({ status }) => status)).toEqual(statuses);
    expect(statuses).toEqual(
      expect.arrayContaining(["pending", "planning", "planned", "applying", "applied"]),
    );
    expect(told.find(({ status }) => status === "planning")).toMatchObject({ agent: "follow-1" });
    // Agents of other tests may go offline in the same step.
    const ofAgent = json.objects.filter(({ type, id }) => type === "agent" && id === agent.id);
    expect(ofAgent.map(({ status }) => status)).toEqual(["joined", "offline"]);

    await text.until(({ stdout }) => /agent follow-1 of \S+: offline/.test(stdout));
    expect(text.stdout).toMatch(new RegExp(`run ${run.id} of \\S+: planning on follow-1 of `));
    expect(text.stdout).not.toContain("\u001b");
    for (const process of [json, text]) process.child.kill("SIGINT");
    expect([await json.ended, await text.ended]).toEqual([
      { code: 0, signal: null },
      { code: 0, signal: null },
    ]);
  });

  test("ends when nobody reads any more", async () => {
    const process = top(["--json"], access());
    await process.until(({ objects }) => objects.some(isState));
    process.child.stdout!.destroy();
    let ended = false;
    void process.ended.then(() => {
      ended = true;
    });
    for (let i = 0; i < 100 && !ended; i++) await box.sandbox.pool(unique("unread"));
    expect((await process.ended).code).toBe(0);
  });
});

describe("after a lost connection", () => {
  test("continues where it was: nothing is missed, nothing told twice", async () => {
    const line = await cuttable(box.sandbox.simulator.port);
    const process = top(["--json"], { ...access(), SCALR_HOSTNAME: line.url });
    await process.until(({ objects }) => objects.some(isState));
    const names = [unique("before"), unique("meanwhile"), unique("after")];
    await box.sandbox.pool(names[0]!);
    await process.until(({ objects }) => objects.some(({ name }) => name === names[0]));
    line.cut();
    await process.until(({ objects }) => objects.some(({ state }) => state === "lost"));
    await box.sandbox.pool(names[1]!);
    line.mend();
    await process.until(({ objects }) => objects.some(({ name }) => name === names[1]));
    await box.sandbox.pool(names[2]!);
    await process.until(({ objects }) => objects.some(({ name }) => name === names[2]));
    expect(process.objects.slice(1).map(({ name, state }) => name ?? state)).toEqual([
      names[0],
      "lost",
      "back",
      names[1],
      names[2],
    ]);
  });

  test("is not misled by another simulator that counts alike", async () => {
    const token = "a-token-of-both-simulators";
    const [one, other] = [await startSandbox({ token }), await startSandbox({ token })];
    onTestFinished(async () => {
      await Promise.all([one.close(), other.close()]);
    });
    await one.pool("of-the-one");
    await other.pool("of-the-other");
    await other.pool("and-more");
    const line = await cuttable(one.simulator.port);
    const process = top(["--json"], { SCALR_HOSTNAME: line.url, SCALR_TOKEN: token });
    await process.until(({ objects }) => objects.some(isState));
    line.cut();
    line.mend(other.simulator.port);
    await process.until(({ objects }) => objects.filter(isState).length === 2);
    const pools = process.objects.filter(isState)[1].pools.map(({ name }: { name: string }) => name);
    expect(pools).toEqual(["scalr-runners", "of-the-other", "and-more"]);
  });

  test("finds a simulator that was killed and started again, elsewhere", async () => {
    const dataDir = join(temporaryFolder(), "data");
    const first = await up("--data-dir", dataDir);
    const process = top(["--json", "--data-dir", dataDir]);
    await process.until(({ objects }) => objects.some(isState));
    await first.kill("SIGKILL");
    await process.until(({ objects }) => objects.some(({ state }) => state === "lost"));
    const second = await up("--data-dir", dataDir);
    expect(second.url).not.toBe(first.url);
    await process.until(({ objects }) => objects.some(isBack));
    const response = await fetch(`${second.url}/api/iacp/v3/agent-pools`, {
      method: "POST",
      headers: { Authorization: `Bearer ${second.token}`, "Content-Type": "application/vnd.api+json" },
      body: JSON.stringify({ data: { type: "agent-pools", attributes: { name: "anew" } } }),
    });
    expect(response.status, await response.text()).toBe(201);
    await process.until(({ stdout }) => stdout.includes('"anew"'));
  });
});
