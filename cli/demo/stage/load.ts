import type { Task } from "../../../simulator/core/entities.js";
import type { Observer } from "./observer.js";

/** The most tasks that were running at the same moment: in all, and on each agent. */
export interface Peak {
  readonly total: number;
  /** By agent id. */
  readonly agents: Readonly<Record<string, number>>;
  /** By pool id. */
  readonly pools: Readonly<Record<string, number>>;
  /** Load of every agent at the moment when the total was highest. */
  readonly atTotal: Readonly<Record<string, number>>;
}

/** Replays the tasks' changes in the order they were committed, counting those that run. */
export function peakOf(observer: Observer): Peak {
  const running = new Map<string, Task>();
  const agents: Record<string, number> = {};
  const pools: Record<string, number> = {};
  let total = 0;
  let atTotal: Record<string, number> = {};
  for (const { id, after } of observer.of("tasks")) {
    if (after?.status === "running") running.set(id, after);
    else running.delete(id);
    const now = countBy(running.values(), ({ agent }) => agent ?? "none");
    raise(agents, now);
    raise(
      pools,
      countBy(running.values(), ({ pool }) => pool),
    );
    if (running.size > total) {
      total = running.size;
      atTotal = now;
    }
  }
  return { total, agents, pools, atTotal };
}

/** How many tasks run right now, by agent: of all phases, or of one. */
export function loadNow(observer: Observer, only?: Task["phase"]): Record<string, number> {
  const running = observer
    .all("tasks")
    .filter(({ status, phase }) => status === "running" && (only === undefined || phase === only));
  return countBy(running, ({ agent }) => agent ?? "none");
}

/** How many tasks of a pool run right now. */
export const runningIn = (observer: Observer, pool: string): number =>
  observer.all("tasks").filter((task) => task.status === "running" && task.pool === pool).length;

/** The sum over all who share a load. */
export const totalOf = (load: Readonly<Record<string, number>>): number =>
  Object.values(load).reduce((sum, count) => sum + count, 0);

function countBy<T>(items: Iterable<T>, key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

function raise(highest: Record<string, number>, now: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(now)) highest[key] = Math.max(highest[key] ?? 0, count);
}
