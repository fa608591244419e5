import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { declaredVariables } from "../../../engine/index.js";
import type { TaskOrder } from "../shared/executor.js";
import { inputVariables } from "../shared/files.js";
import { varFiles, workingDir } from "../shared/paths.js";

/** These files are loaded automatically, in the order of their names. The tilde sorts after every letter. */
const nameOf = (number: number, json: boolean) =>
  `~scalr-${String(number).padStart(3, "0")}.auto.tfvars${json ? ".json" : ""}`;

/**
 * Writes the workspace's variable files, and after them the run's own variables, where every command of the program loads them.
 * Newer versions need them also to show or apply a saved plan, and older ones reject `-var-file` then. The run's variables
 * override every file, as with the embedded engine. Undeclared variables are left out. @throws Error when a file is not there
 */
export async function writeVariableFiles(order: TaskOrder): Promise<void> {
  const dir = workingDir(order);
  const files = varFiles(order);
  files.forEach((path, index) => {
    copyFileSync(path, join(dir, nameOf(index, path.endsWith(".json"))));
  });
  const declared = await declaredVariables(dir);
  const lines = inputVariables(order)
    .filter(({ key }) => declared.has(key))
    .map(({ key, value, hcl }) => `${key} = ${hcl || !declared.get(key) ? value : quoted(value)}\n`);
  writeFileSync(join(dir, nameOf(files.length, false)), lines.join(""), { mode: 0o600 });
}

/** A string literal of the language. */
const quoted = (text: string) =>
  JSON.stringify(text)
    .replaceAll("\\b", "\\u0008")
    .replaceAll("\\f", "\\u000c")
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
