import type { Reader } from "../schema.js";

/** Tasks that an agent has: of runs, or, in a VCS pool, with a Git server. A watch alone keeps nobody busy. */
export const loadOf = (reader: Reader, agent: string): number =>
  reader.count("tasks", "agent", agent) + reader.count("vcs-tasks", "work", agent);
