import { connectionOptions } from "../client/connection.js";
import type { Args, Options } from "../shell/command.js";

/** The engine that needs nothing installed. */
export const embedded = "embedded";

/** Which stacks, and where their state is. */
export const stackOptions = {
  stack: {
    type: "string",
    repeatable: true,
    describe: "Keep to this stack of a cdktf app (repeatable; default: all, each after those it depends on)",
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

/** What to plan. */
export const planOptions = {
  ...stackOptions,
  ...variableOptions,
  target: {
    type: "string",
    repeatable: true,
    describe: "Keep to this address and what it depends on (repeatable)",
  },
  replace: {
    type: "string",
    repeatable: true,
    describe: "Replace this instance though nothing else asks for it (repeatable)",
  },
  refresh: {
    type: "boolean",
    default: true,
    describe: "Read every object before planning; --refresh=false does not",
  },
  refreshOnly: { type: "boolean", describe: "Only bring the state up to date with what exists" },
  parallelism: { type: "number", default: 10, describe: "How many operations at the same time" },
  engine: {
    type: "string",
    default: embedded,
    describe: "Who does it: the engine that comes with this package, or the program tofu or terraform",
  },
} as const satisfies Options;

export type PlanArgs = Args<typeof planOptions, Record<never, never>>;

export const folderPositional = {
  folder: {
    default: ".",
    describe: "A cdktf app (cdktf.json), what it synthesized, or a folder of .tf or .tofu files",
  },
} as const;

/** Where a command's positional is something else. */
export const folderOption = {
  folder: { type: "string", default: ".", describe: folderPositional.folder.describe },
} as const satisfies Options;
