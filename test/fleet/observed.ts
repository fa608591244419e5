import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../simulator/core/entities.js";
import { FINAL_RUN_STATUSES } from "../../simulator/runs/run-transition-rules.js";
import type { Sandbox } from "../support/sandbox.js";
import type { RunGiven } from "./support.js";

/** A run that real agents executed, as far as waits go; times are milliseconds from the beginning. */
export interface Observed {
  readonly workspace: string;
  readonly queuedAt: number;
  readonly planningAt: number;
  /** Null where nothing was applied. */
  readonly confirmedAt: number | null;
  readonly applyingAt: number | null;
}

/** What the whole trace says of a run. */
export type RunOfTrace = Required<RunGiven>;

const CHANGES = 'resource "terraform_data" "a" { input = timestamp() }';
const NO_CHANGES = `resource "terraform_data" "a" {
  input = timestamp()
  lifecycle { ignore_changes = [input] }
}`;

/**
 * Has real agents execute a trace. What they execute waits at a gate before its plan and its apply, and the sandbox's clock stands
 * still until everything that can start has started. Then it goes to the next moment at which something happens, and what happens
 * is let happen. So a run takes exactly as long as its trace says, however slow the machine is, and what is observed is what the
 * agents and the dispatcher make of it.
 */
export class Stage {
  private readonly begun: number;
  private readonly agenda: { readonly at: number; readonly act: () => Promise<void> }[] = [];
  private readonly runs = new Map<string, RunOfTrace>();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly gates: string,
    /** How many runs all agents of a pool execute at once, by its id. */
    private readonly slots: ReadonlyMap<string, number>,
    /** Ids of the trace's workspaces by their names. */
    private readonly workspaces: ReadonlyMap<string, string>,
  ) {
    this.begun = sandbox.simulator.clock.now();
  }

  /** What hooks of a workspace are to be for its runs to wait at the gates. */
  static hooks(gates: string) {
    const wait = (phase: string) => `while [ ! -e "${gates}/$SCALR_RUN_ID.${phase}" ]; do sleep 0.02; done`;
    return { "pre-plan": wait("plan"), "pre-apply": wait("apply") };
  }

  /** Executes the trace to its end. */
  async perform(trace: readonly RunOfTrace[]): Promise<readonly Observed[]> {
    const { store, clock } = this.sandbox.simulator;
    const stop = store.onCommit(({ changes }) => {
      for (const change of changes) {
        if (
          change.type === "tasks" &&
          change.after?.status === "running" &&
          change.before?.status !== "running"
        )
          this.willFinish(change.after.run, change.after.phase);
        if (change.type === "runs" && change.after?.status === "planned" && !change.after.autoApply)
          this.willBeConfirmed(change.id);
      }
    });
    for (const run of trace) this.agenda.push({ at: this.begun + run.at * 1000, act: () => this.queue(run) });
    for (let next = this.next(); next !== undefined; next = this.next()) {
      await this.sandbox.advance(next.at - clock.now());
      await next.act();
      await this.settled();
    }
    stop();
    return [...this.runs].map(([id, { workspace }]) => {
      const run = store.get("runs", id)!;
      if (!FINAL_RUN_STATUSES.has(run.status) || run.status === "errored")
        throw new Error(`Run ${id} of ${workspace} is ${run.status}: ${run.errorMessage}`);
      const at = (status: string) => {
        const time = run.statusTimestamps[`${status}-at`];
        return time === undefined ? null : time - this.begun;
      };
      return {
        workspace,
        queuedAt: run.createdAt - this.begun,
        planningAt: at("planning")!,
        confirmedAt: at("confirmed"),
        applyingAt: at("applying"),
      };
    });
  }

  /** Takes what happens next off the agenda. */
  private next() {
    this.agenda.sort((a, b) => a.at - b.at);
    return this.agenda.shift();
  }

  private async queue(run: RunOfTrace): Promise<void> {
    const workspace = this.workspaces.get(run.workspace)!;
    const text = run.apply === null ? NO_CHANGES : CHANGES;
    const version = await this.sandbox.upload(workspace, { "main.tf": text });
    const attributes = { "is-dry": run.dry, "auto-apply": run.confirm === 0 };
    const { id } = await this.sandbox.run(workspace, version, attributes);
    this.runs.set(id, run);
  }

  private willFinish(id: string, phase: "plan" | "apply"): void {
    const { store, clock } = this.sandbox.simulator;
    const begunAt = clock.now();
    // The commit may come before the answer that tells the run's id.
    const of = () => this.runs.get(id)!;
    const act = async () => {
      writeFileSync(join(this.gates, `${id}.${phase}`), "");
      const isRunning = ({ phase: of, status }: Task) => of === phase && status === "running";
      const isOver = () => !store.find("tasks", "run", id).some(isRunning);
      await this.sandbox.until("runs", id, isOver);
    };
    this.agenda.push({
      get at() {
        return begunAt + (phase === "plan" ? of().plan : of().apply!) * 1000;
      },
      act,
    });
  }

  private willBeConfirmed(id: string): void {
    const at = this.sandbox.simulator.clock.now() + this.runs.get(id)!.confirm * 1000;
    this.agenda.push({
      at,
      act: async () => void (await this.sandbox.send("POST", `runs/${id}/actions/apply`)),
    });
  }

  /** Resolves when nothing more can start before the clock moves on. */
  private async settled(): Promise<void> {
    const { store } = this.sandbox.simulator;
    const isSettled = () => {
      const tasks = [...store.all("tasks")];
      const inPool = (pool: string, status: string) =>
        tasks.filter((task) => task.pool === pool && task.status === status).length;
      return [...this.slots].every(
        ([pool, slots]) =>
          inPool(pool, "assigned") === 0 &&
          (inPool(pool, "queued") === 0 || inPool(pool, "running") === slots),
      );
    };
    for (;;) {
      const seq = store.seq;
      // The dispatcher decides at the end of the turn in which something was committed.
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (store.seq === seq && isSettled()) return;
      if (store.seq !== seq) continue;
      await new Promise<void>((resolve) => {
        const stop = store.onCommit(() => {
          stop();
          resolve();
        });
      });
    }
  }
}
