import type { Reader } from "../../core/schema.js";

/** Tasks that an agent has: of runs, or, in a VCS pool, with a Git server. A watch alone keeps nobody busy. */
export const loadOf = (reader: Reader, agent: string): number =>
  reader.count("tasks", "agent", agent) + reader.count("vcs-tasks", "work", agent);

/** R5: what agents of a VCS pool do and are to do. Its watches wait for nothing and hold up nobody. */
export function vcsTasksOf(reader: Reader, pool: string) {
  const tasks = reader.find("vcs-tasks", "pool", pool).filter(({ request }) => request.kind !== "watch");
  return {
    running: tasks.filter(({ status }) => status === "running"),
    queued: tasks.filter(({ status }) => status === "queued"),
  };
}
