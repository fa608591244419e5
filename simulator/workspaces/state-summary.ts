import { createHash } from "node:crypto";
import type { StateSummary, UploadedState } from "../core/entities.js";
import { isObject } from "../core/values.js";

/** A file that is not a state of version 4. */
export class StateFormatError extends Error {
  override readonly name = "StateFormatError";
}

type Fields = Record<string, unknown>;

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isObject) : []) as Fields[];

function outputsOf(outputs: unknown): StateSummary["outputs"] {
  if (!isObject(outputs)) return [];
  return Object.entries(outputs).map(([name, output]) => {
    if (!isObject(output)) throw new StateFormatError(`its output '${name}' is not an object.`);
    const { value = null, type = "string", sensitive } = output as Fields;
    return { name, type, value: sensitive === true ? null : value, sensitive: sensitive === true };
  });
}

/** `provider["registry.opentofu.org/hashicorp/null"]` names its source in the brackets. */
const sourceOf = (provider: string) => /\["([^"]+)"\]/.exec(provider)?.[1] ?? provider;

function resourcesOf(resources: unknown): StateSummary["resources"] {
  return listOf(resources).map((resource) => {
    const [type, name] = [String(resource.type), String(resource.name)];
    const module = typeof resource.module === "string" ? resource.module : null;
    const mode = resource.mode === "data" ? "data" : "managed";
    const local = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
    return {
      address: module === null ? local : `${module}.${local}`,
      type,
      name,
      module,
      provider: sourceOf(String(resource.provider ?? "")),
      mode,
      count: listOf(resource.instances).length,
    };
  });
}

/** The facts about a state file that the API shows. @throws StateFormatError */
export function describeState(file: Buffer): Omit<UploadedState, "id"> {
  let state: unknown;
  try {
    state = JSON.parse(file.toString());
  } catch (error) {
    throw new StateFormatError(`it is not JSON (${(error as Error).message}).`);
  }
  if (!isObject(state) || state.version !== 4)
    throw new StateFormatError("it is not a state file of version 4.");
  const { serial, lineage } = state;
  if (typeof serial !== "number" || typeof lineage !== "string")
    throw new StateFormatError("it has no serial or no lineage.");
  return {
    serial,
    lineage,
    md5: createHash("md5").update(file).digest("hex"),
    size: file.length,
    summary: { outputs: outputsOf(state.outputs), resources: resourcesOf(state.resources) },
  };
}

/** The 404's text for a state version whose file is not there. */
export const stateFileGone = (id: string): string => `The file of StateVersion with ID '${id}' is gone.`;
