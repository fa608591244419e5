/** Reads and writes Terraform state, format version 4. */
import { randomUUID } from "node:crypto";
import type { StateFile } from "../interfaces/state-file.js";
import { parseJson, stringifyJson } from "../values/exact-json.js";
import { checkOutput, checkResource, list, record, StateError } from "./checks.js";

/** The version that states and plans name as their writer: one that both OpenTofu and Terraform read. */
export const LANGUAGE_VERSION = "1.9.0";

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
  for (const [name, output] of Object.entries(outputs)) checkOutput(name, output);
  if (typeof file.serial !== "number" || !Number.isSafeInteger(file.serial) || file.serial < 0) {
    throw new StateError("The state has no valid serial number. Restore it from a backup.");
  }
  const resources = list(file.resources ?? [], "The state's resources").map(checkResource);
  return {
    version: 4,
    terraform_version: typeof file.terraform_version === "string" ? file.terraform_version : LANGUAGE_VERSION,
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
    throw new StateError("This is not a Terraform state: it has no format version.");
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

/** The text that tofu and terraform read; the same state always gives the same text. */
export function serializeState(state: StateFile): string {
  return `${stringifyJson(state, 2)}\n`;
}
