import { resolve } from "node:path";
import type { VariableInput } from "../../engine/index.js";
import type { Context } from "../shell/command.js";
import { usage } from "../shell/errors.js";

interface Given {
  readonly var: readonly string[];
  readonly varFile: readonly string[];
}

/** `--var` and `--var-file` in the order in which they were typed: the later one wins. Files with absolute paths. */
export function variableInputs(args: Given, { argv, cwd }: Pick<Context, "argv" | "cwd">): VariableInput[] {
  const values = args.var.map(variableValue);
  const files = args.varFile.map((file) => ({ file: resolve(cwd, file) }));
  const flags = argv.flatMap((arg) => /^--(var|var-file)(?:=|$)/.exec(arg)?.[1] ?? []);
  const ordered = flags.flatMap((flag) => (flag === "var" ? values : files).splice(0, 1));
  return [...ordered, ...files, ...values];
}

function variableValue(text: string): VariableInput {
  const at = text.indexOf("=");
  if (at < 1) throw usage(`--var "${text}" is not name=value.`);
  return { name: text.slice(0, at).trim(), value: text.slice(at + 1), from: "--var" };
}

/** The same as flags of tofu. */
export const variableFlags = (args: Given, context: Pick<Context, "argv" | "cwd">): string[] =>
  variableInputs(args, context).map((input) =>
    "file" in input ? `-var-file=${input.file}` : `-var=${input.name}=${input.value}`,
  );
