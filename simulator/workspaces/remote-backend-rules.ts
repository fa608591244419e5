import type { Environment, Workspace } from "../core/entities.js";

/**
 * Whether tofu and terraform may keep a workspace's state here and start its runs (`remote-backend`); why not, otherwise. A
 * workspace decides for itself where its environment lets it (`remote-backend-overridable`). `workspace` is null for the
 * question whether the environment may have such a workspace at all.
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
