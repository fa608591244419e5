import { readFile } from "node:fs/promises";
import { CliError } from "./errors.js";

/** Reads a JSON object; errors name the file and the place. */
export async function readJsonObject(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CliError(
      "failure",
      `${path} is not valid JSON: ${(error as Error).message}. Correct it and try again.`,
    );
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CliError("failure", `${path} must hold a JSON object.`);
  }
  return value as Record<string, unknown>;
}
