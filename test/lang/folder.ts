import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import {
  type Configuration,
  type LoadedConfiguration,
  loadConfiguration,
} from "../../provider/engine/lang/index.js";

const made: string[] = [];
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder with these files, gone after the tests. */
export function folderOf(files: Readonly<Record<string, string | object>>): string {
  const folder = mkdtempSync(join(tmpdir(), "lang-"));
  made.push(folder);
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
