import type { Environment, Workspace } from "../core/entities.js";
import { naming } from "../core/refusals.js";
import { isAccessible, type PoolAccess } from "./pool-rules.js";

/** What resolution reads; every argument is an id. */
export interface ResolutionReader {
  pool(id: string): PoolAccess | undefined;
  environment(id: string): Pick<Environment, "id" | "name" | "defaultWorkspaceAgentPool"> | undefined;
  /** The account's default pool (R2) and the pool of the Scalr runners (R1). */
  accountDefault(): string | null;
  scalrRunners(): string;
}

/** R2: the levels that can set a workspace's pool, in order of precedence. */
export type Level = "workspace" | "environment" | "account" | "scalr-runners";

/**
 * - `won`: the run executes here.
 * - `not-set`: this level has no pool.
 * - `skipped`: an account default that the environment may not use (R3).
 * - `refused`: a link to a pool that the environment may not use (R3). Resolution stops here without a pool.
 * - `overridden`: an earlier level decided.
 */
export type Outcome = "won" | "not-set" | "skipped" | "refused" | "overridden";

/** A pool, as explanations name it. */
export interface PoolName {
  readonly id: string;
  readonly name: string;
}

/** R4: one level, its pool, and what happened to it. */
export interface Candidate {
  readonly level: Level;
  readonly pool: PoolName | null;
  readonly outcome: Outcome;
  readonly reason: string;
}

/** R4: where a workspace's runs execute, and why. Either `pool` or `error` is set. */
export interface Resolution {
  /** All four levels, in order of precedence. */
  readonly candidates: readonly Candidate[];
  readonly pool: PoolName | null;
  readonly error?: string;
}

type ResolvedWorkspace = Pick<Workspace, "id" | "name" | "environment" | "agentPool">;

/** How one level sets a pool, regardless of the other levels. */
interface Source {
  readonly level: Level;
  /** R3: whether resolution skips a pool that the environment may not use. Otherwise the run ends errored. */
  readonly skips: boolean;
  poolId(workspace: ResolvedWorkspace, reader: ResolutionReader): string | null;
  /** What sets the pool, as the subject of a sentence. */
  linkedBy(workspace: ResolvedWorkspace, reader: ResolutionReader): string;
  notSet(workspace: ResolvedWorkspace, reader: ResolutionReader): string;
}

function environmentOf({ environment: id }: ResolvedWorkspace, reader: ResolutionReader): string {
  const environment = reader.environment(id);
  return environment ? naming(environment) : id;
}

/** R2: the levels, in order of precedence. */
const SOURCES: readonly Source[] = [
  {
    level: "workspace",
    skips: false,
    poolId: ({ agentPool }) => agentPool,
    linkedBy: (workspace) => `Workspace ${naming(workspace)} is linked to`,
    notSet: (workspace) => `Workspace ${naming(workspace)} is not linked to a pool.`,
  },
  {
    level: "environment",
    skips: false,
    poolId: ({ environment }, reader) => reader.environment(environment)?.defaultWorkspaceAgentPool ?? null,
    linkedBy: (workspace, reader) => `Environment ${environmentOf(workspace, reader)} has as its default`,
    notSet: (workspace, reader) => `Environment ${environmentOf(workspace, reader)} has no default pool.`,
  },
  {
    level: "account",
    skips: true,
    poolId: (_workspace, reader) => reader.accountDefault(),
    linkedBy: () => "The account has as its default",
    notSet: () => "The account has no default pool.",
  },
  {
    level: "scalr-runners",
    skips: false,
    poolId: (_workspace, reader) => reader.scalrRunners(),
    linkedBy: () => "No pool is set that this environment may use, so runs execute on",
    notSet: () => "",
  },
];

/** Why a pool cannot execute the runs of an environment, or null (R3, R5). */
function unusable(
  pool: PoolAccess | undefined,
  environmentId: string,
  reader: ResolutionReader,
): string | null {
  if (!pool) return "which no longer exists";
  if (pool.vcsEnabled) return "which is a VCS pool";
  if (isAccessible(pool, environmentId)) return null;
  const environment = reader.environment(environmentId);
  return `which is not available in environment ${environment ? naming(environment) : environmentId}`;
}

/** R2, R3: the level that decides, its pool, and why that pool cannot execute the workspace's runs (null if it can). */
function decide(workspace: ResolvedWorkspace, reader: ResolutionReader) {
  for (const source of SOURCES) {
    const poolId = source.poolId(workspace, reader);
    if (poolId === null) continue;
    const problem = unusable(reader.pool(poolId), workspace.environment, reader);
    if (problem === null || !source.skips) return { source, poolId, problem };
  }
  throw new Error("The Scalr runners always decide.");
}

/** R2, R3: the pool on which the workspace's runs execute, with every candidate explained (R4). */
export function resolvePool(workspace: ResolvedWorkspace, reader: ResolutionReader): Resolution {
  const decided = decide(workspace, reader);
  const candidates: Candidate[] = [];
  let pool: PoolName | null = null;
  let error: string | undefined;
  let isDecided = false;
  for (const source of SOURCES) {
    const { level } = source;
    const poolId = source.poolId(workspace, reader);
    if (poolId === null) {
      candidates.push({ level, pool: null, outcome: "not-set", reason: source.notSet(workspace, reader) });
      continue;
    }
    const found = reader.pool(poolId);
    const name: PoolName = { id: poolId, name: found?.name ?? poolId };
    const link =
      level === "scalr-runners" ? `the Scalr runners, pool ${naming(name)}` : `pool ${naming(name)}`;
    const linked = `${source.linkedBy(workspace, reader)} ${link}`;
    if (isDecided) {
      const reason = `${link[0]!.toUpperCase()}${link.slice(1)} is overridden: the ${decided.source.level} decides.`;
      candidates.push({ level, pool: name, outcome: "overridden", reason });
    } else if (source !== decided.source) {
      const reason = `${linked}, ${unusable(found, workspace.environment, reader)}.`;
      candidates.push({ level, pool: name, outcome: "skipped", reason });
    } else {
      isDecided = true;
      if (decided.problem === null) pool = name;
      else error = `${linked}, ${decided.problem}.`;
      candidates.push({
        level,
        pool: name,
        outcome: decided.problem === null ? "won" : "refused",
        reason: error ?? `${linked}.`,
      });
    }
  }
  return error === undefined ? { candidates, pool } : { candidates, pool, error };
}

/** Like `resolvePool`, without the candidates: the pool, or why there is none. */
export function poolOf(
  workspace: ResolvedWorkspace,
  reader: ResolutionReader,
): { pool: string } | { error: string } {
  const { source, poolId, problem } = decide(workspace, reader);
  if (problem === null) return { pool: poolId };
  return {
    error: resolvePool(workspace, reader).error ?? `The ${source.level} has no pool that can be used.`,
  };
}
