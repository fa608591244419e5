import { usage } from "./errors.js";

/** How a command handles a flag of tofu that it does not have. */
interface TofuFlag {
  /** Values with which the flag asks for what happens anyway: then it is left out. `*` is every value, and none. */
  readonly asAlways: readonly string[] | "*";
  /** What to know for any other value. */
  readonly otherwise: string;
}

/** Flags that tofu's users type out of habit. Data, so that help and tests can walk it. */
export const TOFU_FLAGS: Readonly<Record<string, TofuFlag>> = {
  input: {
    asAlways: "*",
    otherwise: "",
  },
  lock: {
    asAlways: ["true", ""],
    otherwise:
      "The state is always locked while it is planned or changed, as tofu locks it. Leave the flag out.",
  },
  "lock-timeout": {
    asAlways: ["0", "0s"],
    otherwise:
      "If the state is locked, the command fails at once and names the holder. Leave out the flag, and try again later.",
  },
  "compact-warnings": { asAlways: "*", otherwise: "" },
  concise: { asAlways: "*", otherwise: "" },
  "consolidate-warnings": { asAlways: "*", otherwise: "" },
  "consolidate-errors": { asAlways: "*", otherwise: "" },
  backup: {
    asAlways: ["-"],
    otherwise:
      "No backup of the state is written: each write replaces the state in one step. Leave the flag out.",
  },
  "state-out": {
    asAlways: [],
    otherwise:
      "The new state takes the place of the one that --state names. Copy that file first, and leave the flag out.",
  },
  "generate-config-out": {
    asAlways: [],
    otherwise:
      "The embedded engine writes no configuration. Use --engine tofu without the flag, or tofu itself.",
  },
  upgrade: { asAlways: "*", otherwise: "" },
  reconfigure: { asAlways: "*", otherwise: "" },
};

/** Commands that do what a command of tofu does. */
const LIKE_TOFU = new Set([
  "plan",
  "apply",
  "destroy",
  "import",
  "output",
  "console",
  "state list",
  "state show",
]);

/**
 * Removes flags of tofu that have no effect here, and rejects others with an explanation. `own` are the flags that the command
 * has. @throws CliError usage
 */
export function withoutTofuFlags(
  args: readonly string[],
  command: string,
  own: ReadonlySet<string>,
): string[] {
  if (!LIKE_TOFU.has(command)) return [...args];
  return args.filter((arg) => {
    const [, name = "", value = ""] = /^--?([a-z][a-z-]*)(?:=(.*))?$/s.exec(arg) ?? [];
    const flag = own.has(name) || !Object.hasOwn(TOFU_FLAGS, name) ? undefined : TOFU_FLAGS[name]!;
    if (flag === undefined) return true;
    if (flag.asAlways === "*" || flag.asAlways.includes(value)) return false;
    throw usage(`${command} has no -${name}. ${flag.otherwise}`);
  });
}
