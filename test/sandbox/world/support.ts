import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { SimulatorOptions } from "../../../simulator/server.js";
import { temporaryFolder } from "../../support/process.js";
import { type Sandbox, startSandbox } from "../../support/sandbox.js";

export const EXAMPLES = join(import.meta.dirname, "../../../examples/worlds");

/** A file with the description of a world. */
export function worldFile(text: string, name = "world.yaml"): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

/** A sandbox with a described world; it ends with the test. */
export async function seeded(file: string, options: SimulatorOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ seed: file, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** What is said about a world that cannot be made, without the folder of its file. */
export async function refusalOf(text: string, options: SimulatorOptions = {}): Promise<string[]> {
  const file = worldFile(text);
  try {
    await seeded(file, options);
  } catch (error) {
    return (error as Error).message.replaceAll(file, "world.yaml").split("\n");
  }
  throw new Error("The world was made.");
}
