import type { Workspace } from "../../../core/entities.js";
import type { DataObject } from "../../../core/kept-types/types.js";
import type { Reader } from "../../../core/schema.js";
import { latestConfiguration } from "../../drift/candidates.js";

/** Whether a workspace can be planned now. */
export const isPlannable = (reader: Reader, { id, executionMode }: Workspace): boolean =>
  executionMode !== "local" && latestConfiguration(reader, id) !== undefined;

/** `environment/workspace` */
export function placeOf(reader: Reader, { name, environment }: Workspace): string {
  return `${reader.get("environments", environment)?.name ?? environment}/${name}`;
}

/** The workspaces whose runs a group judges and that can be planned, by environment and name. */
export function previewable(reader: Reader, group: DataObject<"policy-groups">): readonly Workspace[] {
  const environments: readonly string[] =
    group.isEnforced === true ? [...reader.all("environments")].map(({ id }) => id) : group.environments;
  return environments
    .flatMap((environment) => [...reader.find("workspaces", "environment", environment)])
    .filter((workspace) => isPlannable(reader, workspace))
    .sort((a, b) => (placeOf(reader, a) < placeOf(reader, b) ? -1 : 1));
}
