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

/** The pool that one level sets, regardless of the other levels. */
interface Source {
  readonly level: Level;
  readonly poolId: string | null;
  /** What sets the pool, as the subject of a sentence. */
  readonly linkedBy: string;
  readonly notSet: string;
  /** R3: whether resolution skips a pool that the environment may not use. Otherwise the run ends errored. */
  readonly skips: boolean;
}

function sourcesOf(workspace: ResolvedWorkspace, reader: ResolutionReader): readonly Source[] {
  const environment = reader.environment(workspace.environment);
  const inEnvironment = environment ? naming(environment) : workspace.environment;
  return [
    {
      level: "workspace",
      poolId: workspace.agentPool,
      linkedBy: `Workspace ${naming(workspace)} is linked to`,
      notSet: `Workspace ${naming(workspace)} is not linked to a pool.`,
      skips: false,
    },
    {
      level: "environment",
      poolId: environment?.defaultWorkspaceAgentPool ?? null,
      linkedBy: `Environment ${inEnvironment} has as its default`,
      notSet: `Environment ${inEnvironment} has no default pool.`,
      skips: false,
    },
    {
      level: "account",
      poolId: reader.accountDefault(),
      linkedBy: "The account has as its default",
      notSet: "The account has no default pool.",
      skips: true,
    },
    {
      level: "scalr-runners",
      poolId: reader.scalrRunners(),
      linkedBy: "No pool is set that this environment may use, so runs execute on",
      notSet: "",
      skips: false,
    },
  ];
}

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

/** R2, R3: the pool on which the workspace's runs execute, with every candidate explained (R4). */
export function resolvePool(workspace: ResolvedWorkspace, reader: ResolutionReader): Resolution {
  const candidates: Candidate[] = [];
  let decided: { level: Level; pool: PoolName | null; error?: string } | undefined;

  for (const source of sourcesOf(workspace, reader)) {
    const { level, poolId, linkedBy } = source;
    if (poolId === null) {
      candidates.push({ level, pool: null, outcome: "not-set", reason: source.notSet });
      continue;
    }
    const pool = reader.pool(poolId);
    const name: PoolName = { id: poolId, name: pool?.name ?? poolId };
    const link =
      level === "scalr-runners" ? `the Scalr runners, pool ${naming(name)}` : `pool ${naming(name)}`;
    if (decided) {
      const reason = `${link[0]!.toUpperCase()}${link.slice(1)} is overridden: the ${decided.level} decides.`;
      candidates.push({ level, pool: name, outcome: "overridden", reason });
      continue;
    }
    const problem = unusable(pool, workspace.environment, reader);
    if (problem === null) {
      candidates.push({ level, pool: name, outcome: "won", reason: `${linkedBy} ${link}.` });
      decided = { level, pool: name };
    } else if (source.skips) {
      candidates.push({ level, pool: name, outcome: "skipped", reason: `${linkedBy} ${link}, ${problem}.` });
    } else {
      const reason = `${linkedBy} ${link}, ${problem}.`;
      candidates.push({ level, pool: name, outcome: "refused", reason });
      decided = { level, pool: null, error: reason };
    }
  }
  const { pool, error } = decided!;
  return error === undefined ? { candidates, pool } : { candidates, pool, error };
}

/** The same without the candidates: the pool, or why there is none. */
export function poolOf(
  workspace: ResolvedWorkspace,
  reader: ResolutionReader,
): { pool: string } | { error: string } {
  const { pool, error } = resolvePool(workspace, reader);
  return pool ? { pool: pool.id } : { error: error ?? "No pool can execute the runs of this workspace." };
}
