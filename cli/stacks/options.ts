import { resolve } from "node:path";
import type { VariableInput } from "../../engine/index.js";
import { connectionOptions } from "../client/connection.js";
import type { Args, Context, Options } from "../shell/command.js";
import { usage } from "../shell/errors.js";

/** The engine that needs nothing installed. */
export const embedded = "embedded";

/** Which stacks, and where their state is. */
export const stackOptions = {
  stack: {
    type: "string",
    repeatable: true,
    describe: "Only this stack of a cdktf app (repeatable; default: all, in the order of their dependencies)",
  },
  state: { type: "string", describe: "State file to use instead of the one beside the configuration" },
  ...connectionOptions,
} as const satisfies Options;

export const variableOptions = {
  var: { type: "string", repeatable: true, describe: "Set a variable: name=value (repeatable)" },
  varFile: {
    type: "string",
    repeatable: true,
    describe: "Read variables from a file (repeatable, later ones win)",
  },
} as const satisfies Options;

/** The hosts that may be changed by a command that does not ask. */
export const hostOption = {
  host: {
    type: "string",
    repeatable: true,
    describe:
      "A host that is not a sandbox and may be changed without a question, as with --auto-approve (repeatable)",
  },
} as const satisfies Options;

/** The options that select what is planned. */
export const planOptions = {
  ...stackOptions,
  ...variableOptions,
  target: {
    type: "string",
    repeatable: true,
    describe: "Only this address and what it depends on (repeatable)",
  },
  exclude: {
    type: "string",
    repeatable: true,
    describe: "Leave out this address and what depends on it (repeatable; not beside --target)",
  },
  replace: {
    type: "string",
    repeatable: true,
    describe: "Replace this instance even if nothing changed (repeatable)",
  },
  refresh: {
    type: "boolean",
    default: true,
    describe: "Read every object before planning; --refresh=false skips it",
  },
  refreshOnly: { type: "boolean", describe: "Only update the state from the real objects" },
  parallelism: { type: "number", default: 10, describe: "Operations at the same time" },
  engine: {
    type: "string",
    default: embedded,
    describe: "What plans and applies: the embedded engine, or the program tofu or terraform",
  },
} as const satisfies Options;

export type PlanArgs = Args<typeof planOptions, Record<never, never>>;

export const folderPositional = {
  folder: {
    default: ".",
    describe: "A cdktf app (cdktf.json), what it synthesized, or a folder of .tf or .tofu files",
  },
} as const;

/** The options of commands that destroy. */
export const destroyOptions = {
  suppressForgetErrors: {
    type: "boolean",
    describe: "Do not fail when objects were only forgotten, because of lifecycle { destroy = false }",
  },
} as const satisfies Options;

/** Where a command's positional is something else. */
export const folderOption = {
  folder: { type: "string", default: ".", describe: folderPositional.folder.describe },
} as const satisfies Options;

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

/** The same options as flags of tofu. */
export const variableFlags = (args: Given, context: Pick<Context, "argv" | "cwd">): string[] =>
  variableInputs(args, context).map((input) =>
    "file" in input ? `-var-file=${input.file}` : `-var=${input.name}=${input.value}`,
  );
