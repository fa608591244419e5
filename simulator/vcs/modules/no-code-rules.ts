import type { Workspace } from "../../core/entities.js";
import { type Named, naming } from "../../core/refusals.js";
import { isUsableIn, type ModulePlace } from "./module-rules.js";

/** A module version, and the facts that decide who may use it. */
export interface UsedVersion {
  readonly id: string;
  readonly version: string;
  readonly status: string;
  readonly errorMessage: string | null;
  readonly module: Named;
  readonly place: ModulePlace;
}

/** Why a workspace cannot use a module version as its configuration, or null. */
export function moduleVersionRefusal(
  { id, version, status, errorMessage, module, place }: UsedVersion,
  workspace: Pick<Workspace, "name" | "vcsProvider" | "vcsRepo">,
  environment: Named,
): string | null {
  const named = `version ${version} (${id}) of module ${naming(module)}`;
  if (!isUsableIn(place, environment.id))
    return (
      `Workspace '${workspace.name}' cannot use ${named}: the module is not available in environment ` +
      `${naming(environment)}. Share its namespace with that environment.`
    );
  if (status !== "ok")
    return (
      `Workspace '${workspace.name}' cannot use ${named}: it is ${status}${errorMessage ? ` (${errorMessage})` : ""}. ` +
      "Use a version whose status is ok."
    );
  return workspace.vcsProvider !== null && workspace.vcsRepo !== null
    ? `Workspace '${workspace.name}' takes its code from the repository '${String(workspace.vcsRepo.identifier)}' and cannot ` +
        `use ${named} too. Unlink the repository first.`
    : null;
}

/** Why a configuration from a terminal cannot be applied in a workspace with a module version, or null. */
export const moduleApplyRefusal = ({
  id,
  name,
  moduleVersion,
}: Pick<Workspace, "id" | "name" | "moduleVersion">): string | null =>
  moduleVersion === null
    ? null
    : `Workspace ${naming({ id, name })} takes its code from a version of a module (${moduleVersion}), so only that can be ` +
      "applied. A plan from the terminal is possible.";
