import type { AgentPool, Environment, Workspace } from "../core/entities.js";
import { type Named, naming } from "../core/refusals.js";

/** The part of a pool that decides who may use it. */
export type PoolAccess = Pick<
  AgentPool,
  "id" | "name" | "isShared" | "environments" | "vcsEnabled" | "isScalrManaged"
>;

/** R3: every environment may use a shared pool; only assigned environments may use any other pool. */
export const isAccessible = (
  pool: Pick<PoolAccess, "isShared" | "environments">,
  environmentId: string,
): boolean => pool.isShared || pool.environments.includes(environmentId);

/** R5: why runs cannot execute on the pool, as a sentence, or null. */
export const runPoolRefusal = (pool: PoolAccess, linked: string): string | null =>
  pool.vcsEnabled
    ? `Agent pool ${naming(pool)} is a VCS pool and cannot be linked to ${linked}; link it to a VCS provider.`
    : null;

const accessRefusal = (pool: PoolAccess, environment: Named, linked: string): string | null =>
  isAccessible(pool, environment.id)
    ? null
    : `Agent pool ${naming(pool)} is not available in environment ${naming(environment)}, so it cannot be linked to ` +
      `${linked}. Assign the pool to that environment, or share it with all.`;

/** R3, R5: why a pool cannot be linked to a workspace, or null. */
export function workspaceLinkRefusal(
  pool: PoolAccess,
  workspace: Pick<Workspace, "id" | "name">,
  environment: Pick<Environment, "id" | "name">,
): string | null {
  const linked = `workspace '${workspace.name}'`;
  return runPoolRefusal(pool, linked) ?? accessRefusal(pool, environment, linked);
}

/** R3, R5: why a pool cannot be an environment's default, or null. */
export function environmentDefaultRefusal(pool: PoolAccess, environment: Named): string | null {
  const linked = `environment '${environment.name}' as its default`;
  return runPoolRefusal(pool, linked) ?? accessRefusal(pool, environment, linked);
}

/** R5: why a pool cannot be the account's default, or null. */
export function accountDefaultRefusal(pool: PoolAccess): string | null {
  return runPoolRefusal(pool, "the account as its default");
}

/** Why a provider configuration cannot be a default of an environment, or null. */
export const providerConfigurationRefusal = (
  configuration: Named & { readonly isShared?: boolean; readonly environments?: readonly string[] },
  environment: Named,
): string | null =>
  configuration.isShared || configuration.environments?.includes(environment.id)
    ? null
    : `Provider configuration ${naming(configuration)} is not available in environment ${naming(environment)}. ` +
      "Assign it to that environment, or share it with all.";

/** Why an SSH key cannot be linked to a workspace, or null. */
export const sshKeyRefusal = (
  key: Named & { readonly isShared?: boolean; readonly environments?: readonly string[] },
  workspace: Named & { readonly environment: string },
): string | null =>
  key.isShared || key.environments?.includes(workspace.environment)
    ? null
    : `SSH key ${naming(key)} is not available in the environment of workspace ${naming(workspace)}. Assign it to that ` +
      "environment, or share it with all.";

/** R1, R5, R6: a pool's agents execute runs, connect to Git servers, or are the Scalr runners. */
export type PoolType = "runs" | "vcs" | "scalr-runners";

/** The type of a pool. */
export const poolType = ({ isScalrManaged, vcsEnabled }: AgentPool): PoolType =>
  isScalrManaged ? "scalr-runners" : vcsEnabled ? "vcs" : "runs";
