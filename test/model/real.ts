import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { call, issueToken, REGISTRATION, runnersPool } from "../dispatch/protocol-agent.js";
import { type Sandbox, startSandbox } from "../support/sandbox.js";
import type { AgentModel, Model, RunModel } from "./model.js";

/** A task that its agent has started. */
interface Started {
  readonly id: string;
  readonly attempt: number;
  readonly jobToken: string;
}

/** The simulator under test, with its data in a folder, and agents that speak the protocol to it. */
export class Real {
  readonly started = new Map<string, Started>();
  /** Secrets that were revoked. */
  readonly revoked: string[] = [];
  private readonly folders: string[] = [];

  private constructor(public sandbox: Sandbox) {}

  static async start(model: Model): Promise<Real> {
    const folder = mkdtempSync(join(tmpdir(), "model-"));
    const sandbox = await startSandbox({ dataDir: folder, runnerQuota: model.quota });
    const real = new Real(sandbox);
    real.folders.push(folder);
    model.now = sandbox.simulator.clock.now();
    const managed = runnersPool(sandbox);
    const pool = (id: string, token: string, more: object = {}) =>
      model.pools.set(id, {
        id,
        token,
        vcs: false,
        managed: false,
        environments: null,
        gone: false,
        ...more,
      });
    pool(managed, issueToken(sandbox, managed), { managed: true });
    for (const name of ["one", "two"]) {
      const { id } = await sandbox.environment(name);
      model.environments.set(id, { default: null });
      for (const number of [1, 2]) {
        const workspace = await sandbox.workspace(`${name}-${number}`, id, { "auto-apply": number === 1 });
        await sandbox.upload(workspace.id, { "main.tf": "" });
        model.workspaces.set(workspace.id, { environment: id, pool: null });
      }
    }
    await real.createPool(model, "first", {});
    await real.createPool(model, "git", { "vcs-enabled": true });
    return real;
  }

  async createPool(model: Model, name: string, attributes: object): Promise<void> {
    const { id } = await this.sandbox.create("agent-pools", { name, ...attributes });
    const token = await this.sandbox.poolToken(id);
    const vcs = "vcs-enabled" in attributes;
    model.pools.set(id, { id, token, vcs, managed: false, environments: null, gone: false });
  }

  agent = (method: string, path: string, token: string, body?: object) =>
    call(this.sandbox.url, method, path, token, body);

  join = (token: string, name: string, concurrency: number) =>
    this.agent("POST", "register", token, { ...REGISTRATION, name, concurrency });

  heartbeat = (agent: AgentModel) =>
    this.agent("POST", "heartbeat", agent.session, { status: "ready", tasks: [] });

  /** Asks for work; what is offered is started, unless it is to be forgotten. */
  async poll(agent: AgentModel, slots: number, forgets: boolean): Promise<string[]> {
    const { status, body } = await this.agent("GET", `tasks?slots=${slots}&wait=0`, agent.session);
    expect(status, JSON.stringify(body)).toBe(200);
    const { tasks } = body as { tasks: { id: string; run: string; attempt: number }[] };
    if (forgets) await this.agent("GET", "tasks?slots=0&wait=0", agent.session);
    for (const { id, run, attempt } of tasks) {
      const path = `tasks/${id}/start`;
      const answer = await this.agent("POST", path, agent.session, { attempt });
      expect(answer.status, `start of ${id}`).toBe(forgets ? 410 : 200);
      if (!forgets) this.started.set(run, { id, attempt, jobToken: answer.body.jobToken });
    }
    return tasks.map(({ run }) => run);
  }

  async finish(run: string, outcome: "changes" | "nothing" | "error" | "canceled"): Promise<number> {
    const { id, attempt, jobToken } = this.started.get(run)!;
    const report = {
      attempt,
      outcome: outcome === "error" ? "errored" : outcome === "canceled" ? "canceled" : "finished",
      hasChanges: outcome === "changes",
      changes: { add: 1, change: 0, destroy: 0, import: 0, forget: 0 },
      error: outcome === "error" ? "it broke" : null,
    };
    return (await this.agent("POST", `tasks/${id}/finish`, jobToken, report)).status;
  }

  /** As after a power failure: another simulator continues with what is on disk at this moment. */
  async crash(model: Model): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "model-"));
    this.folders.push(folder);
    const before = this.sandbox;
    const lock = /owner\.json|\.lock/;
    cpSync(this.folders.at(-2)!, folder, { recursive: true, filter: (source) => !lock.test(source) });
    this.sandbox = await startSandbox({ dataDir: folder });
    await before.close();
    expect((await this.sandbox.as(before.token).get("accounts")).status, "a token of before").toBe(401);
    for (const agent of model.agents.values())
      if (agent.state === "online" && agent.lostAt === null) await this.heartbeat(agent);
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }

  /** The invariants, and everything that the model knows. */
  async compare(model: Model): Promise<void> {
    const { store, clock } = this.sandbox.simulator;
    expect(clock.now() - model.now, "the clock").toBe(0);
    const shown = (run: RunModel) => `${run.id} ${run.dry ? "(dry) " : ""}${run.status}`;
    const real = model.runs.map((run) => ({ ...run, status: store.get("runs", run.id)!.status }));
    expect(real.map((run) => shown(run as RunModel))).toEqual(model.runs.map(shown));
    const states = [...model.agents.values()].map(({ id, state }) => `${id} ${state}`);
    expect(
      [...model.agents.keys()].map((id) => `${id} ${store.get("agents", id)?.condition ?? "gone"}`),
    ).toEqual(states);
    for (const agent of store.all("agents")) {
      const held = store.find("tasks", "agent", agent.id).length;
      expect(held, `R8: tasks of ${agent.id}`).toBeLessThanOrEqual(Math.min(5, agent.concurrency));
    }
    const managed = [...model.pools.values()].find((pool) => pool.managed)!;
    expect(store.count("tasks", "heldIn", managed.id), "R7").toBeLessThanOrEqual(model.quota);
    for (const run of model.runs.filter(({ pool }) => pool !== null)) {
      const task = store.find("tasks", "run", run.id).at(-1)!;
      expect({ pool: task.pool, agent: task.agent }, `R2, R17: ${run.id}`).toEqual({
        pool: run.pool,
        agent: run.agent,
      });
    }
    for (const token of store.all("access-tokens")) {
      const owner = {
        agent: "agents",
        pool: "agent-pools",
        user: "users",
        "service-account": "service-accounts",
      } as const;
      expect(store.get(owner[token.kind], token.owner), `the owner of ${token.id}`).toBeDefined();
    }
    for (const id of model.workspaces.keys())
      expect((await this.sandbox.explain(id)).pool?.id ?? null, `R4: ${id}`).toBe(model.resolve(id));
    const waiting = model.runs.find(({ status }) => status === "pending" || status === "plan_queued");
    if (waiting) expect(await this.sandbox.waitingFor(waiting.id), `R12: ${waiting.id}`).not.toBeNull();
  }
}
