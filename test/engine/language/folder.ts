import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import {
  type Configuration,
  type LoadedConfiguration,
  loadConfiguration,
} from "../../../engine/language/index.js";
import { temporaryFolder } from "../../support/process.js";

/** A folder with these files, gone after the test. */
function folderOf(files: Readonly<Record<string, string | object>>): string {
  const folder = temporaryFolder("lang-");
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(
      join(folder, name),
      typeof content === "string" ? content : JSON.stringify(content, null, 2),
    );
  }
  return folder;
}

export function load(files: Readonly<Record<string, string | object>>): Promise<LoadedConfiguration> {
  return loadConfiguration(folderOf(files));
}

/** The configuration, which has no problems. */
export async function loaded(files: Readonly<Record<string, string | object>>): Promise<Configuration> {
  const { configuration, diagnostics } = await load(files);
  expect(diagnostics).toEqual([]);
  return configuration!;
}
