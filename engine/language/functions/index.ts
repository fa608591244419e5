import type { Scope } from "../body/scope.js";
import { COLLECTION_FUNCTIONS } from "./collections.js";
import { CONVERSION_FUNCTIONS } from "./conversion.js";
import { CRYPTO_FUNCTIONS } from "./crypto.js";
import { ENCODING_FUNCTIONS } from "./encoding.js";
import { FILE_FUNCTIONS } from "./files.js";
import { FORMAT_FUNCTIONS } from "./format.js";
import type { LanguageFunction } from "./function.js";
import { NETWORK_FUNCTIONS } from "./network.js";
import { NUMBER_FUNCTIONS } from "./numbers.js";
import { REGEX_FUNCTIONS } from "./regex.js";
import { SET_FUNCTIONS } from "./sets.js";
import { STRING_FUNCTIONS } from "./strings.js";
import { TEMPLATE_FUNCTIONS } from "./templates.js";
import { TIME_FUNCTIONS } from "./times.js";

const ALL: ReadonlyMap<string, LanguageFunction> = new Map(
  [
    COLLECTION_FUNCTIONS,
    CONVERSION_FUNCTIONS,
    CRYPTO_FUNCTIONS,
    ENCODING_FUNCTIONS,
    FILE_FUNCTIONS,
    FORMAT_FUNCTIONS,
    NETWORK_FUNCTIONS,
    NUMBER_FUNCTIONS,
    REGEX_FUNCTIONS,
    SET_FUNCTIONS,
    STRING_FUNCTIONS,
    TEMPLATE_FUNCTIONS,
    TIME_FUNCTIONS,
  ].flatMap((group) => Object.entries(group)),
);

/** Functions of OpenTofu that the embedded engine does not have, and why. */
export const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ["bcrypt", "it does not hash passwords"],
  ["rsadecrypt", "it does not handle private keys"],
]);

/** The function of that name, where it may be called from. */
export function findFunction(name: string, scope: Scope): LanguageFunction | undefined {
  // There is no plan whose time a console could tell.
  if (name === "plantimestamp" && scope.console) return undefined;
  if (name === "type" && !scope.console) return undefined;
  return ALL.get(name);
}

/** The names of all functions, sorted. */
export function functionNames(): string[] {
  return [...ALL.keys(), "can", "try"].sort();
}
