import type { Scope } from "../scope.js";
import { COLLECTION_FUNCTIONS } from "./collections.js";
import { CONVERSION_FUNCTIONS } from "./conversion.js";
import type { LanguageFunction } from "./function.js";
import { NUMBER_FUNCTIONS } from "./numbers.js";
import { STRING_FUNCTIONS } from "./strings.js";

const ALL: ReadonlyMap<string, LanguageFunction> = new Map(
  [NUMBER_FUNCTIONS, STRING_FUNCTIONS, COLLECTION_FUNCTIONS, CONVERSION_FUNCTIONS].flatMap((group) =>
    Object.entries(group),
  ),
);

/** Exists where there is a console to show its result to. */
const CONSOLE_ONLY: ReadonlySet<string> = new Set(["type"]);

export function findFunction(name: string, scope: Scope): LanguageFunction | undefined {
  if (CONSOLE_ONLY.has(name) && !scope.console) return undefined;
  return ALL.get(name);
}

export function functionNames(): string[] {
  return [...ALL.keys(), "try", "can"].filter((name) => !CONSOLE_ONLY.has(name)).sort();
}
