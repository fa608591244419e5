/** `terraform.tfvars`, `*.auto.tfvars` and files that are named. */
import { readdir, readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { errorDiag, hasErrors } from "../config/diagnostics.js";
import type { Diag } from "../interfaces/diag.js";
import { Source, type Span } from "../language/index.js";
import { parseNativeBody } from "../language/native/parse.js";
import { decodeSource } from "../language/syntax/decode.js";
import { DYNAMIC, fromJson, impliedType, type Json, Value } from "../values/index.js";

export interface GivenValue {
  readonly value?: Value;
  readonly from: string;
  readonly span?: Span;
  /** Why there is no value. */
  readonly diagnostics?: readonly Diag[];
}

/** The values in a file of variable definitions. */
export async function readVariableFile(
  path: string,
): Promise<{ readonly values: ReadonlyMap<string, GivenValue>; readonly diagnostics: readonly Diag[] }> {
  const values = new Map<string, GivenValue>();
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const detail = `Given variables file ${path} cannot be read: ${(error as Error).message}.`;
    return { values, diagnostics: [errorDiag("Failed to read variables file", detail)] };
  }
  const source = decodeSource(basename(path), bytes);
  if (!(source instanceof Source)) return { values, diagnostics: [source] };
  return { values, diagnostics: readOne(source, values) };
}

/** `terraform.tfvars` and `*.auto.tfvars` of a folder, in the order in which they are read: later ones win. */
export async function automaticFiles(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((): string[] => []);
  const first = ["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name));
  const automatic = names.filter((name) => /\.auto\.tfvars(\.json)?$/.test(name)).sort();
  return [...first, ...automatic].map((name) => resolve(dir, name));
}

function readOne(source: Source, values: Map<string, GivenValue>): readonly Diag[] {
  const { file: name, text } = source;
  if (name.endsWith(".json")) return readJson(name, text, values);
  const parsed = parseNativeBody(source);
  if (!parsed.result) return parsed.diagnostics;
  const { attributes, diagnostics } = parsed.result.attributes();
  const problems = [...parsed.diagnostics, ...diagnostics];
  for (const [variable, { expression, span }] of attributes) {
    const evaluated = expression.evaluate({
      lookup: (reference) => ({
        value: Value.unknown(DYNAMIC),
        diagnostics: [errorDiag("Variables not allowed", "Variables may not be used here.", reference.span)],
      }),
    });
    problems.push(...evaluated.diagnostics);
    if (!hasErrors(evaluated.diagnostics)) values.set(variable, { value: evaluated.value, from: name, span });
  }
  return problems;
}

function readJson(name: string, text: string, values: Map<string, GivenValue>): Diag[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return [
      errorDiag(
        "Invalid variables file",
        `The variables file ${name} is not valid JSON: ${(error as Error).message}.`,
      ),
    ];
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return [errorDiag("Invalid variables file", `The variables file ${name} must hold one JSON object.`)];
  }
  for (const [variable, value] of Object.entries(json)) {
    values.set(variable, { value: fromJson(value as Json, impliedType(value)), from: name });
  }
  return [];
}
