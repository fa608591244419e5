import { ScalrApiError, type ScalrClient } from "../../provider/client/index.js";
import type { Run, RunStatus, Task } from "../../simulator/core/entities.js";
import type { Store } from "../../simulator/core/schema.js";
import {
  RUN_STATUSES,
  RUN_TRANSITIONS,
  SETTLED_RUN_STATUSES,
} from "../../simulator/runs/run-transition-rules.js";
import { sandboxApi, type Waiting } from "../client/sandbox-api.js";
import { SandboxError } from "./errors.js";
import { until } from "./until.js";

/** A phase of a run, and where it executes. */
export interface RunPhase {
  readonly phase: "plan" | "apply";
  /** Name of its pool (R2), `scalr-runners` for the Scalr runners (R1); `null` if the pool was deleted. */
  readonly pool: string | null;
  /** Name of its agent; `null` if it has none yet, or the agent was deleted. */
  readonly agent: string | null;
  readonly status: Task["status"];
}

/** A run that a test queued. */
export class TestRun {
  constructor(
    readonly id: string,
    private readonly client: ScalrClient,
    private readonly store: Store,
  ) {}

  /** Its current status, by scalr.io's name. */
  get status(): RunStatus {
    return this.#run.status;
  }

  /** The error of an errored run; otherwise null. */
  get error(): string | null {
    return this.#run.errorMessage;
  }

  /** Whether the run has ended. */
  get ended(): boolean {
    return SETTLED_RUN_STATUSES.has(this.status);
  }

  /** Its plan and, once it is queued, its apply. */
  get phases(): readonly RunPhase[] {
    return this.store
      .find("tasks", "run", this.id)
      .toSorted((a, b) => a.queuedAt - b.queuedAt || (a.phase === "plan" ? -1 : 1))
      .map(({ phase, pool, agent, status }) => {
        const { name = null } = this.store.get("agent-pools", pool) ?? {};
        const taken = agent === null ? undefined : this.store.get("agents", agent);
        return { phase, pool: name, agent: taken?.name ?? null, status };
      });
  }

  /**
   * Resolves with the latest of `statuses` that the run has reached. Resolves at once if that was before the
   * call, such as `planned` for an applied run.
   * @throws SandboxError after `seconds`, 30 by default; at once if it can no longer reach any of them
   */
  async reaches(statuses: RunStatus | readonly RunStatus[], seconds = 30): Promise<RunStatus> {
    const wanted: readonly RunStatus[] = typeof statuses === "string" ? [statuses] : statuses;
    const what = wanted.join(" or ");
    const look = () => {
      const reached = lastReached(this.#run, wanted);
      if (reached !== undefined || wanted.some((status) => isAhead(this.status, status))) return reached;
      throw new SandboxError(
        `The run ${this.id} can no longer reach ${what}: it is ${this.#described}. It has been ` +
          `${RUN_STATUSES.filter((status) => lastReached(this.#run, [status])).join(", ")}.`,
      );
    };
    return this.#until(what, look, seconds);
  }

  /** Resolves with its final status. @throws SandboxError after `seconds`, 30 by default */
  async end(seconds = 30): Promise<RunStatus> {
    return this.#until("its end", () => (this.ended ? this.status : undefined), seconds);
  }

  /** R12: why it waits, such as for an agent of its pool; null if it does not wait. */
  async waitingFor(): Promise<Waiting | null> {
    const path = `${sandboxApi}/runs/${this.id}/waiting`;
    return (await this.client.json<{ waitingFor: Waiting | null }>("GET", path)).waitingFor;
  }

  /** Confirms the apply of a planned run. */
  confirm = (): Promise<void> => this.#action("apply");
  discard = (): Promise<void> => this.#action("discard");
  cancel = (): Promise<void> => this.#action("cancel");

  /** The logs of its phases so far. */
  async log(): Promise<string> {
    const { plan, apply } = this.#run;
    const paths = [`plans/${plan}/output`, ...(apply === null ? [] : [`applies/${apply}/output`])];
    const texts = await Promise.all(
      paths.map((path) => this.client.text(`/api/iacp/v3/${path}`).catch(nothingYet)),
    );
    return texts.join("");
  }

  get #run(): Run {
    const run = this.store.get("runs", this.id);
    if (run === undefined) throw new Error(`The run ${this.id} was deleted with its workspace.`);
    return run;
  }

  async #action(name: string): Promise<void> {
    await this.client.action(`runs/${this.id}/actions/${name}`);
  }

  /** Its status and, if it errored, the error. */
  get #described(): string {
    const { status, error } = this;
    return error === null ? status : `${status} (${error})`;
  }

  #until(what: string, look: () => RunStatus | undefined, seconds: number): Promise<RunStatus> {
    const describe = () => {
      const where = this.phases.map(({ phase, pool, agent }) => {
        return `${phase} on ${pool ?? "a deleted pool"}${agent === null ? ", no agent" : `, agent ${agent}`}`;
      });
      return (
        `the run ${this.id} to reach ${what}; it is ${this.#described}` +
        `${where.length > 0 ? ` (${where.join("; ")})` : ""}. Is an agent of its pool running? waitingFor() says what the run waits for.`
      );
    };
    return until(this.store, describe, look, seconds);
  }
}

/** When the run reached a status, in milliseconds since the epoch; undefined before. A run reaches each status once. */
const reachedAt = ({ createdAt, statusTimestamps }: Run, status: RunStatus): number | undefined =>
  status === "pending" ? createdAt : statusTimestamps[`${status.replaceAll("_", "-")}-at`];

/** The latest of the given statuses that the run has reached. */
function lastReached(run: Run, statuses: readonly RunStatus[]): RunStatus | undefined {
  if (statuses.includes(run.status)) return run.status;
  return RUN_STATUSES.findLast((status) => statuses.includes(status) && reachedAt(run, status) !== undefined);
}

/** Whether a run can still get from one status to another. */
function isAhead(status: RunStatus, wanted: RunStatus): boolean {
  const nexts = RUN_TRANSITIONS.filter(({ from }) => from.includes(status)).map(({ to }) => to);
  return nexts.some((next) => next === wanted || isAhead(next, wanted));
}

/** A phase that has not begun has no log. */
function nothingYet(error: unknown): string {
  if (error instanceof ScalrApiError && error.status === 404) return "";
  throw error;
}
