import type { AgentPool } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";

/** The work of a pool, for programs that start and stop its agents. */
export interface Demand {
  /** Plans and applies, or work with a Git server, that need an agent now: what waits for one, and what one does. */
  readonly tasks: number;
  /** Of them, those that wait. Beyond the quota of the Scalr runners (R7) nothing needs an agent yet. */
  readonly queued: number;
  /** Of them, those that an agent was handed. */
  readonly running: number;
  /** Of those that wait, those that no free slot is there for. */
  readonly unserved: number;
  /** Slots of the agents that are online (R8). */
  readonly slots: number;
}

/**
 * The tasks that need an agent of the pool now. Dry runs count. A run that waits for a confirmation, for its turn in its
 * workspace or for a time does not count, because it has no task (R10). `queued` is the number of tasks that wait in the pool.
 */
export function demandOf(reader: Reader, pool: AgentPool, queued: number): Demand {
  // R5: agents of a VCS pool execute no runs, but have work of their own.
  const ofVcs = pool.vcsEnabled ? vcsTasksOf(reader, pool.id) : null;
  const running = ofVcs?.running.length ?? reader.count("tasks", "heldIn", pool.id);
  const slots = reader
    .find("agents", "pool", pool.id)
    .filter(({ condition }) => condition === "online")
    .reduce((sum, { concurrency }) => sum + concurrency, 0);
  const quota = pool.isScalrManaged
    ? (reader.get("accounts", pool.account)?.maxConcurrentRuns ?? 0)
    : Number.MAX_SAFE_INTEGER;
  const waiting = Math.max(0, Math.min(ofVcs?.queued.length ?? queued, quota - running));
  const free = Math.max(0, slots - running);
  return { tasks: waiting + running, queued: waiting, running, unserved: Math.max(0, waiting - free), slots };
}

/** The tasks of an agent: of runs or, in a VCS pool, with a Git server. A watch alone does not make an agent busy. */
export const loadOf = (reader: Reader, agent: string): number =>
  reader.count("tasks", "agent", agent) + reader.count("vcs-tasks", "work", agent);

/** R5: the running and queued tasks of a VCS pool, without watches, which delay nothing. */
export function vcsTasksOf(reader: Reader, pool: string) {
  const tasks = reader.find("vcs-tasks", "pool", pool).filter(({ request }) => request.kind !== "watch");
  return {
    running: tasks.filter(({ status }) => status === "running"),
    queued: tasks.filter(({ status }) => status === "queued"),
  };
}
