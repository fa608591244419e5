/** Reads and writes Terraform state, format version 4. */
import { randomUUID } from "node:crypto";
import { parseProvider } from "../providers/address.js";
import type { StateFile, StateInstance, StateResource } from "./format.js";
import { parseJson, stringifyJson } from "./json.js";

/** The version that states and plans name as their writer: one that both OpenTofu and Terraform read. */
export const LANGUAGE_VERSION = "1.9.0";

/** The text is not a state this engine can take over. */
export class StateError extends Error {
  override readonly name = "StateError";
}

/** A state with nothing in it, of a new lineage. */
export function emptyState(): StateFile {
  return {
    version: 4,
    terraform_version: LANGUAGE_VERSION,
    serial: 0,
    lineage: randomUUID(),
    outputs: {},
    resources: [],
    check_results: null,
  };
}

/**
 * Reads a state of tofu, terraform or this engine.
 *
 * @throws StateError saying what is wrong with it and what to do
 */
export function parseState(text: string): StateFile {
  let raw: unknown;
  try {
    raw = parseJson(text);
  } catch (error) {
    throw new StateError(
      `The state is not valid JSON: ${(error as Error).message}. Restore it from a backup.`,
    );
  }
  const file = record(raw, "The state");
  if ("encrypted_data" in file) {
    throw new StateError(
      "The state is encrypted by OpenTofu; use --engine tofu, or store it unencrypted first.",
    );
  }
  checkVersion(file.version);
  const outputs = record(file.outputs ?? {}, "The state's outputs");
  if (typeof file.serial !== "number" || !Number.isSafeInteger(file.serial) || file.serial < 0) {
    throw new StateError("The state has no valid serial number. Restore it from a backup.");
  }
  const resources = list(file.resources ?? [], "The state's resources").map(checkResource);
  return {
    version: 4,
    terraform_version: String(file.terraform_version ?? LANGUAGE_VERSION),
    serial: file.serial,
    lineage: typeof file.lineage === "string" && file.lineage !== "" ? file.lineage : randomUUID(),
    outputs: outputs as StateFile["outputs"],
    resources,
    check_results: file.check_results ?? null,
  };
}

function checkVersion(version: unknown): void {
  if (version === 4) return;
  if (typeof version !== "number") {
    throw new StateError("This is no Terraform state: it has no format version.");
  }
  if (version > 4) {
    throw new StateError(
      `The state has format version ${version}, newer than version 4, which this engine knows. Use a newer engine, or --engine tofu.`,
    );
  }
  throw new StateError(
    `The state has format version ${version}, which is too old. Let "tofu refresh" or "terraform refresh" bring it to version 4 first.`,
  );
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new StateError(`${what} must be a JSON object. Restore it from a backup.`);
}

function list(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new StateError(`${what} must be a JSON array. Restore it from a backup.`);
}

function checkResource(value: unknown, index: number): StateResource {
  const resource = record(value, `Resource ${index} of the state`);
  const { mode, type, name, provider } = resource;
  if ((mode !== "managed" && mode !== "data") || typeof type !== "string" || typeof name !== "string") {
    throw new StateError(`Resource ${index} of the state lacks a valid mode, type or name.`);
  }
  const address = `${resource.module ? `${resource.module}.` : ""}${mode === "data" ? "data." : ""}${type}.${name}`;
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

/** The text that tofu and terraform read; the same state always gives the same text. */
export function serializeState(state: StateFile): string {
  return `${stringifyJson(state, 2)}\n`;
}
