import type { Agent, Task } from "../../simulator/entities.js";
import type { Change } from "./observer.js";

/** R11: replays who had how many slots free each time a task was handed out in a pool. */
export function assignments(changes: readonly Change[], pool: string): { right: number; of: number } {
  const agents = new Map<string, Agent>();
  const held = new Map<string, string>();
  const free = ({ id, concurrency }: Agent) =>
    concurrency - [...held.values()].filter((agent) => agent === id).length;
  let right = 0;
  let of = 0;
  for (const change of changes) {
    if (change.type === "agents") {
      const agent = change.after as Agent | undefined;
      if (agent?.pool === pool && agent.condition === "online") agents.set(change.id, agent);
      else agents.delete(change.id);
    }
    if (change.type !== "tasks") continue;
    const task = change.after as Task | undefined;
    const before = change.before as Task | undefined;
    if (task?.pool === pool && task.status === "assigned" && before?.status === "queued") {
      const most = Math.max(...[...agents.values()].map(free));
      const chosen = agents.get(task.agent ?? "");
      of++;
      if (chosen !== undefined && free(chosen) === most) right++;
    }
    if (task?.agent && (task.status === "assigned" || task.status === "running"))
      held.set(change.id, task.agent);
    else held.delete(change.id);
  }
  return { right, of };
}
