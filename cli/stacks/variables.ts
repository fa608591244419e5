import { resolve } from "node:path";
import type { VariableInput } from "../../engine/index.js";
import { usage } from "../shell/errors.js";

interface Given {
  readonly var: readonly string[];
  readonly varFile: readonly string[];
}

/** `--var` and `--var-file` as the engine takes them. */
export function planInputs(
  args: Given,
  cwd: string,
): { readonly variables: Record<string, VariableInput>; readonly varFiles: string[] } {
  const variables: Record<string, VariableInput> = Object.create(null);
  for (const text of args.var) {
    const at = text.indexOf("=");
    if (at < 1) throw usage(`--var "${text}" is not name=value.`);
    variables[text.slice(0, at).trim()] = { value: text.slice(at + 1), from: "--var" };
  }
  return { variables, varFiles: args.varFile.map((file) => resolve(cwd, file)) };
}
