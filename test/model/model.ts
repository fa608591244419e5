/** R1 to R19 once more, as plainly as they can be written: no store, no clock, no events, nothing but what holds after each step. */

export type Status =
  | "pending"
  | "plan_queued"
  | "planning"
  | "planned"
  | "apply_queued"
  | "applying"
  | "applied"
  | "planned_and_finished"
  | "errored"
  | "discarded"
  | "canceled";

export interface Pool {
  readonly id: string;
  readonly vcs: boolean;
  readonly managed: boolean;
  readonly token: string;
  /** Null: shared with all (R3). */
  environments: readonly string[] | null;
  gone: boolean;
}

export interface AgentModel {
  readonly id: string;
  readonly pool: string;
  readonly concurrency: number;
  readonly session: string;
  /** When it was lost; null while it is there. */
  lostAt: number | null;
  state: "online" | "offline" | "gone";
}

export interface RunModel {
  readonly id: string;
  readonly workspace: string;
  readonly dry: boolean;
  readonly autoApply: boolean;
  status: Status;
  /** Where its queued or executing phase belongs (R2). */
  pool: string | null;
  agent: string | null;
  startedAt: number;
}

export const OFFLINE_AFTER = 300_000;
const REMOVE_AFTER = 4 * 3_600_000;
const TIMEOUT = 60 * 60_000;

const HOLDING: readonly Status[] = ["plan_queued", "planning", "planned", "apply_queued", "applying"];
const QUEUED: readonly Status[] = ["plan_queued", "apply_queued"];
const EXECUTING: readonly Status[] = ["planning", "applying"];

export class Model {
  now = 0;
  readonly environments = new Map<string, { default: string | null }>();
  readonly workspaces = new Map<string, { readonly environment: string; pool: string | null }>();
  readonly pools = new Map<string, Pool>();
  readonly agents = new Map<string, AgentModel>();
  /** In the order in which they were queued. */
  readonly runs: RunModel[] = [];
  accountDefault: string | null = null;

  constructor(readonly quota: number) {}

  /** R3 */
  mayUse(pool: Pool, environment: string): boolean {
    return pool.environments === null || pool.environments.includes(environment);
  }

  /** R3, R5: whether a pool may be linked to a workspace of, or as the default of, an environment. */
  mayLink(pool: Pool, environment: string): boolean {
    return !pool.vcs && this.mayUse(pool, environment);
  }

  /** R1, R2, R3: where a workspace's runs execute; null where that fails closed. */
  resolve(workspace: string): string | null {
    const { environment, pool } = this.workspaces.get(workspace)!;
    for (const strict of [pool, this.environments.get(environment)!.default])
      if (strict !== null) return this.mayUse(this.pools.get(strict)!, environment) ? strict : null;
    const { accountDefault } = this;
    if (accountDefault !== null && this.mayUse(this.pools.get(accountDefault)!, environment))
      return accountDefault;
    return [...this.pools.values()].find(({ managed }) => managed)!.id;
  }

  /** R18 */
  linkersOf(pool: string): number {
    const linked = [...this.workspaces.values()].filter((each) => each.pool === pool).length;
    const defaults = [...this.environments.values()].filter((each) => each.default === pool).length;
    return linked + defaults + (this.accountDefault === pool ? 1 : 0);
  }

  executedBy(agent: string): RunModel[] {
    return this.runs.filter((run) => run.agent === agent && EXECUTING.includes(run.status));
  }

  /** What an agent that asks for so many tasks is given (R7, R8, R10). */
  offersFor(agent: AgentModel, slots: number): RunModel[] {
    const pool = this.pools.get(agent.pool)!;
    const held = this.executedBy(agent.id).length;
    const quota = pool.managed
      ? this.quota - this.runs.filter((run) => run.pool === pool.id && EXECUTING.includes(run.status)).length
      : Number.POSITIVE_INFINITY;
    const free = Math.max(0, Math.min(slots, agent.concurrency - held, 5 - held, quota));
    return this.runs.filter((run) => run.pool === pool.id && QUEUED.includes(run.status)).slice(0, free);
  }

  start(run: RunModel, agent: string): void {
    run.status = run.status === "plan_queued" ? "planning" : "applying";
    run.agent = agent;
    run.startedAt = this.now;
  }

  finish(run: RunModel, outcome: "changes" | "nothing" | "error" | "canceled"): void {
    const wasPlan = run.status === "planning";
    run.agent = null;
    run.pool = null;
    if (outcome === "error") run.status = "errored";
    else if (outcome === "canceled") run.status = "canceled";
    else if (!wasPlan) run.status = "applied";
    else if (run.dry || outcome === "nothing") run.status = "planned_and_finished";
    else run.status = "planned";
    if (run.status === "planned" && run.autoApply) run.status = "apply_queued";
    this.settle();
  }

  end(run: RunModel, status: "errored" | "canceled" | "discarded"): void {
    Object.assign(run, { status, agent: null, pool: null });
    this.settle();
  }

  /** R17: what an agent executes ends with it. */
  lose(agent: AgentModel): void {
    for (const run of this.executedBy(agent.id)) this.end(run, "errored");
  }

  /** R19 */
  deletePool(pool: Pool): void {
    pool.gone = true;
    for (const agent of this.agents.values())
      if (agent.pool === pool.id && agent.state !== "gone") {
        agent.state = "gone";
        this.lose(agent);
      }
  }

  /** R13, and the time that a phase may take. Things fall due in the order of their times. */
  advance(by: number): void {
    const end = this.now + by;
    for (;;) {
      const due: [number, () => void][] = [];
      for (const agent of this.agents.values()) {
        if (agent.lostAt === null || agent.state === "gone") continue;
        if (agent.state === "online")
          due.push([
            agent.lostAt + OFFLINE_AFTER,
            () => {
              agent.state = "offline";
              this.lose(agent);
            },
          ]);
        else
          due.push([
            agent.lostAt + REMOVE_AFTER,
            () => {
              agent.state = "gone";
            },
          ]);
      }
      for (const run of this.runs)
        if (EXECUTING.includes(run.status))
          due.push([run.startedAt + TIMEOUT, () => this.end(run, "errored")]);
      const next = due.filter(([at]) => at <= end).sort(([a], [b]) => a - b)[0];
      if (next === undefined) break;
      this.now = Math.max(this.now, next[0]);
      next[1]();
    }
    this.now = end;
  }

  /** R10: what may begin begins; R2, R3: what is queued follows its workspace's pool. */
  settle(): void {
    for (const run of this.runs) {
      if (run.status === "pending" && (run.dry || !this.isHeld(run.workspace))) run.status = "plan_queued";
      if (!QUEUED.includes(run.status)) continue;
      run.pool = this.resolve(run.workspace);
      if (run.pool === null) run.status = "errored";
    }
  }

  private isHeld(workspace: string): boolean {
    return this.runs.some((run) => run.workspace === workspace && !run.dry && HOLDING.includes(run.status));
  }
}
