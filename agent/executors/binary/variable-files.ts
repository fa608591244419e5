import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { declaredVariables } from "../../../engine/index.js";
import type { TaskOrder } from "../shared/executor.js";
import { inputVariables } from "../shared/files.js";
import { varFiles, workingDir } from "../shared/paths.js";

/** These files are loaded without being named, in the order of their names; the tilde comes after every letter. */
const nameOf = (number: number, json: boolean) =>
  `~scalr-${String(number).padStart(3, "0")}.auto.tfvars${json ? ".json" : ""}`;

/**
 * Puts the workspace's files of variables, and after them the run's own variables, where every command of the program
 * loads them: newer versions want them when a saved plan is shown or applied too, and older ones refuse to be given any
 * then. So the run's variables win over every file, as with the embedded engine; what is not declared is left out.
 * @throws Error when a file is not there
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

/** A text as the language writes it. */
const quoted = (text: string) =>
  JSON.stringify(text)
    .replaceAll("\\b", "\\u0008")
    .replaceAll("\\f", "\\u000c")
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
