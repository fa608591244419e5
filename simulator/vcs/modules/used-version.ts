import type { Entities, Workspace } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import { moduleVersionRefusal } from "./no-code-rules.js";
import { placeOf } from "./places.js";

/** Why a workspace cannot use a module version as its configuration, or null. */
export function moduleVersionFault(
  workspace: Workspace,
  { id, version, status, errorMessage, module: owner }: Entities["module-versions"],
  reader: Reader,
): string | null {
  const module = reader.get("modules", owner);
  if (module === undefined) return `Version ${version} (${id}) belongs to no module.`;
  return moduleVersionRefusal(
    { id, version, status, errorMessage: errorMessage ?? null, module, place: placeOf(reader, module) },
    workspace,
    reader.get("environments", workspace.environment)!,
  );
}
