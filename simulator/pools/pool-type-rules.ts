import type { AgentPool } from "../core/entities.js";

/** R1, R5, R6: whether a pool's agents execute runs, reach a Git server, or are the ones that Scalr runs itself. */
export type PoolType = "runs" | "vcs" | "scalr-runners";

/** Which of them a pool is. */
export const poolType = ({ isScalrManaged, vcsEnabled }: AgentPool): PoolType =>
  isScalrManaged ? "scalr-runners" : vcsEnabled ? "vcs" : "runs";
