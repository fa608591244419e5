import type { Workspace } from "../core/entities.js";
import { naming } from "../core/refusals.js";

/** What of a workspace keeps it from being deleted. */
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
