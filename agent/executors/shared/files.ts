import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunVariable } from "../../protocol/protocol.js";
import type { TaskOrder } from "./executor.js";

/** The run's input variables, each with its narrowest value. */
export const inputVariables = ({ run }: Pick<TaskOrder, "run">): readonly RunVariable[] =>
  run.variables.filter(({ category }) => category === "terraform");

/** The run's input variables whose values are text. */
export const textVariables = (order: Pick<TaskOrder, "run">): readonly RunVariable[] =>
  inputVariables(order).filter(({ hcl }) => !hcl);

/** A file of definitions with the run's input variables whose values are expressions. The list is empty if no variable is one. */
export function expressionFile(order: Pick<TaskOrder, "run" | "outDir">): string[] {
  const expressions = inputVariables(order).filter(({ hcl }) => hcl);
  if (expressions.length === 0) return [];
  const path = join(order.outDir, "run.tfvars");
  const lines = expressions.map(({ key, value }) => `${key} = ${value}\n`);
  writeFileSync(path, lines.join(""), { mode: 0o600 });
  return [path];
}

/**
 * Writes the state so far, for the agent to send, and reports its path. The file is renamed into place, because the agent may be
 * reading the previous one.
 */
export function writeState(text: string, { outDir }: Pick<TaskOrder, "outDir">): string {
  const path = join(outDir, "state");
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}
