import type { Environment, Workspace } from "../core/entities.js";
import { naming } from "../core/refusals.js";

/** The facts that can prevent the deletion of a workspace. */
export interface WorkspaceWork {
  /** Whether its current state holds anything. */
  readonly hasResources: boolean;
  /** Id of the run that an agent executes now. */
  readonly executing: string | null;
}

/** Why a workspace cannot be deleted, or null. */
export function workspaceDeletionRefusal(
  workspace: Pick<Workspace, "id" | "name" | "deletionProtectionEnabled">,
  { hasResources, executing }: WorkspaceWork,
): string | null {
  if (workspace.deletionProtectionEnabled && hasResources)
    return (
      `Workspace ${naming(workspace)} has resources and can't be deleted while its deletion protection is enabled. ` +
      "Destroy the resources, or disable the protection."
    );
  return executing === null
    ? null
    : `Workspace ${naming(workspace)} cannot be deleted while its run ${executing} is executing. ` +
        "Cancel the run first, or wait for it.";
}

/**
 * Why tofu and terraform may not keep a workspace's state here and start its runs (`remote-backend`), or null. A workspace
 * decides for itself if its environment allows that (`remote-backend-overridable`). `workspace` is null to ask whether the
 * environment can have such a workspace at all.
 */
export function remoteBackendRefusal(
  environment: Pick<Environment, "id" | "name" | "remoteBackend" | "remoteBackendOverridable">,
  workspace: Pick<Workspace, "id" | "name" | "remoteBackend"> | null,
): string | null {
  const { id, name, remoteBackend, remoteBackendOverridable } = environment;
  if (remoteBackendOverridable) {
    if (workspace === null || workspace.remoteBackend) return null;
    return (
      `Workspace '${workspace.name}' (${workspace.id}) has no remote backend ('remote-backend' is false). ` +
      "Set it to true, or keep the state elsewhere."
    );
  }
  if (remoteBackend) return null;
  return (
    `Environment '${name}' (${id}) has no remote backend ('remote-backend' is false, and workspaces cannot override it). ` +
    "Set it to true, or keep the state elsewhere."
  );
}
