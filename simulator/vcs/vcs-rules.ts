import type { VcsProvider, Workspace } from "../core/entities.js";
import { type Named, naming } from "../core/refusals.js";
import { isAccessible, type PoolAccess } from "../pools/pool-rules.js";

/** R6: the kinds of VCS providers that can have a pool: self-hosted ones. */
const SELF_HOSTED_KINDS: readonly string[] = [
  "github_enterprise",
  "gitlab_enterprise",
  "bitbucket_enterprise",
];

/** R6: whether a VCS provider can have a pool. */
export const takesPool = ({ vcsType }: Pick<VcsProvider, "vcsType">): boolean =>
  SELF_HOSTED_KINDS.includes(vcsType);

/** R5, R6: why a pool cannot be linked to a VCS provider, or null. */
export function vcsLinkRefusal(
  pool: Pick<PoolAccess, "id" | "name" | "vcsEnabled">,
  provider: Pick<VcsProvider, "name" | "vcsType">,
): string | null {
  if (!pool.vcsEnabled) {
    return (
      `Agent pool ${naming(pool)} is a pool for runs and cannot be linked to VCS provider '${provider.name}'; ` +
      "that takes a pool created with vcs-enabled."
    );
  }
  if (!takesPool(provider)) {
    return (
      `VCS provider '${provider.name}' of type '${provider.vcsType}' takes no agent pool, so ${naming(pool)} cannot ` +
      `be linked to it; only the self-hosted types do: ${SELF_HOSTED_KINDS.join(", ")}.`
    );
  }
  return null;
}

/** Why a workspace of the environment cannot use a VCS provider, or null. */
export const workspaceVcsRefusal = (
  provider: Pick<VcsProvider, "id" | "name" | "isShared" | "environments">,
  workspace: Pick<Named, "name">,
  environment: Named,
): string | null =>
  isAccessible(provider, environment.id)
    ? null
    : `VCS provider ${naming(provider)} is not available in environment ${naming(environment)}, so it cannot be linked to ` +
      `workspace '${workspace.name}'. Assign the provider to that environment, or share it with all.`;

/**
 * Why a configuration from a terminal cannot be applied in a workspace, or null: a workspace with a repository is changed through
 * the repository. Plans are allowed, because they change nothing.
 */
export const terminalApplyRefusal = (
  workspace: Pick<Workspace, "id" | "name" | "vcsProvider" | "vcsRepo">,
): string | null =>
  workspace.vcsProvider === null || workspace.vcsRepo === null
    ? null
    : `Workspace ${naming(workspace)} takes its code from the repository '${String(workspace.vcsRepo.identifier)}', so only ` +
      "what is committed there can be applied. A plan from the terminal is possible.";
