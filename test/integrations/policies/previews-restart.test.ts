/** A preview survives the sandbox: what there is to do follows from what is stored, and nothing is done twice. */
import { join } from "node:path";
import { expect, it } from "vitest";
import type { TaskRef, VcsOrder, VcsPollResponse, VcsResult } from "../../../agent/protocol/protocol.js";
import type { Simulator } from "../../../simulator/server.js";
import { ProtocolAgent, place, readyWorkspace, type StartedTask } from "../../dispatch/protocol-agent.js";
import { gitProvider } from "../../modules/stage.js";
import { temporaryFolder, up } from "../../support/process.js";
import { archive, Sandbox, startSandbox } from "../../support/sandbox.js";
import { policyFile, rego } from "./stage.js";

type Kind = VcsOrder["request"]["kind"];

/** An agent of a VCS pool that speaks the protocol step by step, so that the sandbox can be killed between two steps. */
class Relay {
  private readonly waiting: VcsOrder[] = [];
  private held: TaskRef[] = [];

  constructor(readonly agent: ProtocolAgent) {}

  /** The next task of a kind. */
  async order(kind: Kind): Promise<VcsOrder> {
    return (await this.orderWithin(kind, 30))!;
  }

  /** The task of a kind that is there now; undefined where there is none. */
  orderNow(kind: Kind): Promise<VcsOrder | undefined> {
    return this.orderWithin(kind, 0);
  }

  private async orderWithin(kind: Kind, wait: number): Promise<VcsOrder | undefined> {
    for (let isAsked = false; ; isAsked = true) {
      const at = this.waiting.findIndex(({ request }) => request.kind === kind);
      if (at >= 0) return this.waiting.splice(at, 1)[0]!;
      if (isAsked && wait === 0) return undefined;
      const report = { running: this.held, slots: 5, wait };
      const { status, body } = await this.agent.call("POST", "vcs/poll", report);
      expect(status, JSON.stringify(body)).toBe(200);
      const { tasks, cancel } = body as VcsPollResponse;
      for (const { id } of cancel) this.drop(id);
      this.waiting.push(...tasks);
      this.held.push(...tasks.map(({ id, attempt }) => ({ id, attempt })));
    }
  }

  async finish({ id, attempt }: VcsOrder, result: VcsResult): Promise<void> {
    this.drop(id);
    const report = { attempt, error: null, result };
    expect((await this.agent.call("POST", `vcs/tasks/${id}/finish`, report)).status).toBe(204);
  }

  /** Reports the heads of the repository. */
  async look(heads: Readonly<Record<string, string>>): Promise<void> {
    const seen = { repository: "acme/policies", defaultBranch: "main", heads, error: null, senders: {} };
    await this.finish(await this.order("watch"), { kind: "watch", repositories: [seen] });
  }

  /** Sends the files of a fetch, and reports its commit. */
  async send(order: VcsOrder, sha: string, files: Readonly<Record<string, string>>): Promise<void> {
    const path = `vcs/tasks/${order.id}/archive?attempt=${order.attempt}`;
    const { status, body } = await this.agent.call("PUT", path, await archive(files));
    expect(status, JSON.stringify(body)).toBe(204);
    const message = "Forbid short names";
    await this.finish(order, {
      kind: "fetch",
      sha,
      message,
      author: "bob",
      changedFiles: ["scalr-policy.hcl"],
    });
  }

  private drop(id: string): void {
    this.held = this.held.filter((ref) => ref.id !== id);
    const at = this.waiting.findIndex((order) => order.id === id);
    if (at >= 0) this.waiting.splice(at, 1);
  }
}

const MAIN = "a".repeat(40);
const PROPOSED = "b".repeat(40);
const files = (level: "advisory" | "hard-mandatory") => ({
  "scalr-policy.hcl": policyFile({ names: level }),
  "names.rego": rego("false", "no"),
});

it("a preview continues where it was when the sandbox was killed, while it fetched and while it judged", {
  timeout: 120_000,
}, async () => {
  const dataDir = join(temporaryFolder("previews-"), "data");
  const start = async () => {
    const started = await up("--data-dir", dataDir);
    return { sandbox: new Sandbox(started as unknown as Simulator), kill: () => started.kill("SIGKILL") };
  };
  const first = await start();
  const where = await place(first.sandbox);
  const workspaces: string[] = [];
  for (const name of ["a", "b", "c"]) workspaces.push(await readyWorkspace(first.sandbox, where, { name }));
  const linked = await gitProvider(first.sandbox);
  const relay = new Relay(await ProtocolAgent.join(first.sandbox, linked.poolToken, { name: "relay" }));
  const worker = await ProtocolAgent.join(first.sandbox, where.token, { name: "worker" });
  const { id: group } = await first.sandbox.create(
    "policy-groups",
    { name: "guard", "opa-version": "1.4.2", "vcs-repo": { identifier: "acme/policies" } } as never,
    { "vcs-provider": linked.provider, environments: [where.environment] },
  );
  await relay.look({ "refs/heads/main": MAIN });
  await relay.send(await relay.order("fetch"), MAIN, files("advisory"));
  await relay.look({ "refs/heads/main": MAIN, "refs/pull/7/head": PROPOSED });
  const fetching = await relay.order("fetch");
  await first.kill();

  const second = await start();
  Object.assign(relay.agent, { url: second.sandbox.simulator.url });
  Object.assign(worker, { url: second.sandbox.simulator.url });
  await relay.send(fetching, PROPOSED, files("hard-mandatory"));
  const judge = (task: StartedTask, ...messages: string[]) => {
    const results = [{ group, policy: "names", messages, duration: 1 }];
    return task.finish({
      hasChanges: false,
      policies: [{ stage: "policy_check", skipped: false, duration: 1, results }],
    });
  };
  const one = await worker.work();
  const two = await worker.work();
  expect((await judge(one, "too short")).status).toBe(204);
  await second.kill();

  const third = await startSandbox({ dataDir });
  try {
    const { store, url } = third.simulator;
    Object.assign(relay.agent, { url });
    Object.assign(worker, { url });
    Object.assign(two, { url });
    expect((await judge(two)).status).toBe(204);
    expect((await judge(await worker.work())).status).toBe(204);
    const [preview] = [...store.all("policy-previews")];
    await third.until("policy-previews", preview!.id, (each) => each?.status === "finished");
    const runs = [...store.all("runs")].filter(({ policyPreview }) => policyPreview === preview!.id);
    expect(runs.map(({ workspace, status }) => [workspace, status])).toEqual(
      workspaces.map((workspace) => [workspace, "planned_and_finished"]),
    );
    const path = `policy-groups/${group}/pull-request-policy-check-results?commit_sha=${PROPOSED}`;
    const { data } = (await third.get(path)).body;
    expect(data.map((each: { attributes: { result: string } }) => each.attributes.result).sort()).toEqual([
      "hard_failed",
      "passed",
      "passed",
    ]);
    const pending = await relay.order("status");
    expect(pending.request).toMatchObject({ state: "pending", sha: PROPOSED });
    // Posted at once, the two could reach the Git server in another order.
    expect(await relay.orderNow("status")).toBeUndefined();
    await relay.finish(pending, { kind: "status" });
    expect((await relay.order("status")).request).toMatchObject({
      state: "failure",
      sha: PROPOSED,
      description: expect.stringMatching(/^1 of 3 workspaces would be stopped/),
      targetUrl: expect.stringContaining(`${url}/`),
    });
    const statuses = () => [...store.all("vcs-tasks")].filter(({ request }) => request.kind === "status");
    expect(statuses()).toHaveLength(2);
    // What a snapshot brings back was told when it happened.
    await third.sandbox("POST", "snapshots", { name: "judged" });
    expect((await third.delete("policy-groups", group)).status).toBe(204);
    await third.sandbox("POST", "snapshots/judged/restore");
    expect(store.get("policy-previews", preview!.id)?.status).toBe("finished");
    expect(statuses()).toHaveLength(2);
  } finally {
    await third.close();
  }
});
