import type { Argv, Options as YargsOptions } from "yargs";
import { didYouMean } from "../../simulator/core/suggest.js";
import { type Command, kebab, type Option, type Options } from "./command.js";
import { usage } from "./errors.js";
import { withoutTofuFlags } from "./tofu-flags.js";

/** Flags that every command takes. */
export const globalOptions = {
  json: { type: "boolean", describe: "Print JSON for programs instead of text for people" },
  debug: { type: "boolean", describe: "Show stack traces and details of errors" },
  color: {
    type: "boolean",
    describe: "Colours; --no-color for none (default: on a terminal, unless NO_COLOR is set)",
  },
} as const satisfies Options;

function yargsOption(option: Option): YargsOptions {
  const describe = option.env === undefined ? option.describe : `${option.describe} [env: ${option.env}]`;
  return {
    type: option.type,
    describe,
    requiresArg: option.type !== "boolean",
    ...(option.required ? { demandOption: true } : {}),
    ...(option.default === undefined ? {} : { default: option.default }),
    ...(option.choices === undefined ? {} : { choices: option.choices }),
  };
}

/** The usage words of a command: `apply [folder]`. */
export function usageOf(command: Command): string {
  const words = Object.entries(command.positionals ?? {}).map(([name, positional]) =>
    positional.optional || positional.default !== undefined ? `[${kebab(name)}]` : `<${kebab(name)}>`,
  );
  return [command.name, ...words].join(" ");
}

/** Declares a command's flags, positionals and examples to yargs. */
export function declare(argv: Argv, command: Command): Argv {
  for (const [name, positional] of Object.entries(command.positionals ?? {})) {
    argv.positional(kebab(name), {
      type: "string",
      describe: positional.describe,
      ...(positional.default === undefined ? {} : { default: positional.default }),
    });
  }
  for (const [key, option] of Object.entries(command.options)) argv.option(kebab(key), yargsOption(option));
  if (command.details !== undefined) argv.epilogue(command.details);
  for (const [args, what] of command.examples) argv.example(`$0 ${command.name} ${args}`.trim(), what);
  return argv;
}

/** Turns what yargs parsed into the arguments that a command declares. */
export function commandArguments(command: Command, parsed: Record<string, unknown>): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const name of Object.keys(command.positionals ?? {})) args[name] = parsed[name];
  for (const [key, option] of Object.entries(command.options)) {
    args[key] = optionValue(kebab(key), option, parsed[kebab(key)]);
  }
  return args;
}

function optionValue(flag: string, option: Option, given: unknown): unknown {
  if (option.repeatable) return given === undefined ? [] : [given].flat();
  if (Array.isArray(given)) {
    if (option.type === "boolean") return given.at(-1);
    throw usage(`--${flag} was given ${given.length} times; give it once.`);
  }
  if (option.type === "boolean") return given ?? false;
  if (option.type === "number" && given !== undefined && !Number.isFinite(given)) {
    throw usage(`--${flag} needs a number.`);
  }
  return given;
}

/**
 * tofu's spelling of long flags is taken too: `-auto-approve` and `-target=x` are `--auto-approve` and
 * `--target=x`. What tofu alone has is left out or answered. @throws CliError usage
 */
export function normalise(args: readonly string[], command: Command): string[] {
  const flags = new Set(
    [...Object.keys(command.options), ...Object.keys(globalOptions), "help", "version", "noColor"].map(kebab),
  );
  return withoutTofuFlags(args, command.name, flags).map((arg) => {
    const [, name, positive] = /^-((?:no-)?([a-z][a-z-]+))(?:=.*)?$/s.exec(arg) ?? [];
    // One dash and several letters are a long flag as tofu spells it, not several short ones. This program does not combine short flags.
    const isLong = name !== undefined && positive !== undefined;
    return isLong && (flags.has(name) || flags.has(positive) || name.length > 1) ? `-${arg}` : arg;
  });
}

interface Refusal {
  readonly pattern: RegExp;
  say(match: RegExpExecArray, args: readonly string[], command: Command): string;
}

/** What yargs says of a wrong command line, and what a user wants to know instead. */
const refusals: readonly Refusal[] = [
  {
    pattern: /^Unknown (?:arguments?|commands?): (.*)$/,
    say: ([, names], args, command) => unknownArgument(names!.split(", "), args, command),
  },
  {
    pattern: /^Not enough non-option arguments: got (\d+)/,
    say: ([, got], args, { name, positionals = {} }) => {
      const [missing, { describe }] = Object.entries(positionals)[Number(got)]!;
      const negative = args.find((arg) => /^-\d/.test(arg));
      if (negative !== undefined)
        return `${name} takes no negative <${kebab(missing)}>, such as ${negative}: ${describe}.`;
      return `${name} needs <${kebab(missing)}>: ${describe}.`;
    },
  },
  {
    pattern: /^Missing required arguments?: ([\w-]+)/,
    say: ([, flag], _args, { name, options }) =>
      `${name} needs --${flag}: ${optionOf(options, flag!).describe}.`,
  },
  {
    pattern: /^Not enough arguments following: ([\w-]+)/,
    say: ([, flag], _args, { options }) => `--${flag} needs a value: ${optionOf(options, flag!).describe}.`,
  },
  {
    pattern: /^Invalid values:\s*Argument: ([\w-]+), Given: (.*), Choices: (.*)/,
    say: ([, flag, given, choices]) =>
      `--${flag} is ${given}; it must be one of ${choices}.${didYouMean(bare(given!), choices!.split(", ").map(bare))}`,
  },
];

/** A value as yargs quotes it, without its quotes. */
const bare = (quoted: string): string => quoted.replace(/^"|"$/g, "");

function optionOf(options: Options, flag: string): Option {
  return { ...options, ...globalOptions }[Object.keys(options).find((key) => kebab(key) === flag) ?? flag]!;
}

/** What is wrong with the arguments of a command, in a sentence or two. */
export function refusalOf(message: string, args: readonly string[], command: Command): string {
  const text = message.replace(/\s*\n\s*/g, " ").trim();
  for (const { pattern, say } of refusals) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const said = say(match, args, command);
    return said.includes("--help") ? said : `${said} See: scalr-sandbox ${command.name} --help`;
  }
  return /[.?!]$/.test(text) ? text : `${text}. See: scalr-sandbox ${command.name} --help`;
}

function unknownArgument(names: readonly string[], args: readonly string[], command: Command): string {
  const flags = [...Object.keys(command.options), ...Object.keys(globalOptions), "help"].map(kebab);
  const name = kebab(names[0]!);
  const isFlag = args.some(
    (arg) => arg.replace(/=.*/s, "").replace(/^-+/, "") === name && arg.startsWith("-"),
  );
  const help = `See: scalr-sandbox ${command.name} --help`;
  if (!isFlag) return `Unexpected argument "${names[0]}": ${command.name} takes ${takes(command)}. ${help}`;
  return `Unknown flag "--${name}" for ${command.name}.${didYouMean(name, flags, '"', "--")} ${help}`;
}

function takes(command: Command): string {
  const words = usageOf(command).slice(command.name.length).trim();
  return words === "" ? "flags only" : words;
}
