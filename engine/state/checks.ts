/** Checks that this engine can continue from a state. */

import { parseProvider } from "../addresses/provider-address.js";
import type { StateInstance, StateOutput, StateResource } from "../interfaces/state-file.js";
import { fromJson, type Json, typeFromJson } from "../values/index.js";

/** The text is not a state this engine can take over. */
export class StateError extends Error {
  override readonly name: string = "StateError";
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isText = (value: unknown): boolean => typeof value === "string";
const isListOf = (isItem: (value: unknown) => boolean) => (value: unknown) =>
  Array.isArray(value) && value.every(isItem);

/** Fields of an instance that may be missing. */
const INSTANCE_FIELDS: readonly (readonly [
  field: string,
  what: string,
  fits: (value: unknown) => boolean,
])[] = [
  ["schema_version", "a whole number", (value) => Number.isSafeInteger(value) && (value as number) >= 0],
  ["sensitive_attributes", "a list of paths", isListOf(Array.isArray)],
  ["dependencies", "a list of addresses", isListOf(isText)],
  ["deposed", "a text", isText],
  ["private", "a text", isText],
  ["create_before_destroy", "true or false", (value) => typeof value === "boolean"],
];

/** @throws StateError that names the output and what is wrong with it */
export function checkOutput(name: string, value: unknown): void {
  const output = record(value, `Output ${JSON.stringify(name)} of the state`) as unknown as StateOutput;
  try {
    fromJson(output.value as Json, typeFromJson(output.type));
  } catch (error) {
    throw new StateError(
      `Output ${JSON.stringify(name)} of the state has no valid value: ${(error as Error).message}. Restore it from a backup.`,
    );
  }
}

/** @throws StateError */
export function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new StateError(`${what} must be a JSON object. Restore it from a backup.`);
}

/** @throws StateError */
export function list(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new StateError(`${what} must be a JSON array. Restore it from a backup.`);
}

/** @throws StateError that names the resource and what is wrong with it */
export function checkResource(value: unknown, index: number): StateResource {
  const resource = record(value, `Resource ${index} of the state`);
  const { mode, type, name, provider, module } = resource;
  const isPlaced = isAbsent(module) || typeof module === "string";
  if ((mode !== "managed" && mode !== "data") || typeof type !== "string" || typeof name !== "string") {
    throw new StateError(`Resource ${index} of the state lacks a valid mode, type or name.`);
  }
  if (!isPlaced) throw new StateError(`Resource ${type}.${name} of the state is in no valid module.`);
  const address = `${module ? `${module}.` : ""}${mode === "data" ? "data." : ""}${type}.${name}`;
  if (typeof provider !== "string" || !parseProvider(provider)) {
    throw new StateError(
      `Resource ${address} of the state names no valid provider (found ${JSON.stringify(provider)}). States that choose providers per instance need --engine tofu.`,
    );
  }
  const seen = new Set<string>();
  for (const raw of list(resource.instances ?? [], `The instances of ${address}`)) {
    const instance = checkInstance(raw, address);
    const id = JSON.stringify([instance.index_key ?? null, instance.deposed ?? null]);
    if (seen.has(id))
      throw new StateError(`Resource ${address} has the same instance twice in the state: ${id}.`);
    seen.add(id);
  }
  return { ...resource, instances: resource.instances ?? [] } as unknown as StateResource;
}

function checkInstance(raw: unknown, address: string): StateInstance {
  const instance = record(raw, `An instance of ${address}`) as StateInstance;
  for (const [field, what, fits] of INSTANCE_FIELDS) {
    const value = instance[field];
    if (!isAbsent(value) && !fits(value))
      throw new StateError(
        `Resource ${address} has an instance whose ${field} is not ${what}. Restore it from a backup.`,
      );
  }
  const key = instance.index_key;
  if (key !== undefined && key !== null && typeof key !== "string" && !Number.isSafeInteger(key)) {
    throw new StateError(`Resource ${address} has an instance with the invalid key ${JSON.stringify(key)}.`);
  }
  if (instance.status !== undefined && instance.status !== "tainted") {
    throw new StateError(
      `Resource ${address} has an instance with the invalid status ${JSON.stringify(instance.status)}.`,
    );
  }
  if (instance.attributes === undefined && instance.attributes_flat !== undefined) {
    throw new StateError(
      `Resource ${address} is stored in the old flat form. Let "tofu refresh" or "terraform refresh" rewrite the state first.`,
    );
  }
  return instance;
}
