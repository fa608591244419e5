import yargs, { type Argv } from "yargs";
import { withoutEngineOption } from "../engine/advice.js";
import { packageVersion } from "../provider/plugin/package-info.js";
import { didYouMean } from "../simulator/core/suggest.js";
import { instead } from "./instead.js";
import { groups, registry } from "./registry.js";
import {
  commandArguments,
  declare,
  globalOptions,
  normalise,
  refusalOf,
  usageOf,
} from "./shell/arguments.js";
import type { Command } from "./shell/command.js";
import { CliError, describeError, usage } from "./shell/errors.js";
import { exitCodes } from "./shell/exit-codes.js";
import { interruptible } from "./shell/interrupt.js";
import { Output, wantsColour } from "./shell/output.js";
import { withPath } from "./shell/system-errors.js";
import { processTerminal, sizeOf, type Terminal } from "./shell/terminal.js";

/** Runs one command line and resolves with its exit code, 1 if a part of its result could not be written. Nothing it throws escapes. */
export async function main(given: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  const { env, stdout } = terminal;
  const args = asFlags(given);
  const flagged = flagsIn(args);
  const colourFlag = flagged("no-color") ? false : flagged("color") ? true : undefined;
  const colour = wantsColour(colourFlag, env, stdout.isTTY === true);
  const out = new Output({ json: flagged("json"), colour }, stdout, terminal.stderr);
  const code = await execute(args, terminal, out);
  const lost = await out.flush();
  if (lost === undefined) return code;
  out.note(`${out.style("red", "Error:")} ${describeError(withPath(lost, "Standard output")).message}`);
  await out.flush();
  return code === exitCodes.ok.code ? exitCodes.failure.code : code;
}

/** Runs it, and tells of an error. */
async function execute(args: readonly string[], terminal: Terminal, out: Output): Promise<number> {
  const { env, stdout } = terminal;
  const flagged = flagsIn(args);
  const debug = flagged("debug");
  const interrupt = interruptible();
  try {
    if (args[0] === "completion" && flagged("help")) {
      out.print(completionHelp);
      return exitCodes.ok.code;
    }
    const shell = args[0] === "completion" ? args.slice(1).find((arg) => !arg.startsWith("-")) : undefined;
    if (shell !== undefined)
      throw usage(
        `Unexpected argument "${shell}": completion takes none. Its script is for the shell that the variable SHELL names, bash or zsh.`,
      );
    const command = await named(args);
    const all = await knownTo(args, command);
    const given = command === undefined ? args : normalise(args, command);
    const { columns } = sizeOf({ columns: stdout.columns || Number(env.COLUMNS) });
    const chosen = await choose(parser(given, all, command, columns));
    if (chosen === null) return exitCodes.ok.code;
    const { command: called, parsed } = chosen;
    const context = {
      out,
      signal: interrupt.signal,
      onSecondInterrupt: interrupt.onSecond,
      env,
      debug,
      cwd: terminal.cwd,
      argv: normalise(args, called),
      stdin: () => terminal.stdin,
    };
    if (called.options.engine === undefined) out.advice = (text) => withoutEngineOption(text, "tofu itself");
    const code = await called.run(commandArguments(called, parsed) as never, context);
    return code ?? exitCodes.ok.code;
  } catch (error) {
    // What was cut off by the interruption failed because of it, whatever it says.
    const cause = interrupt.signal.aborted && !(error instanceof CliError) ? interrupt.signal.reason : error;
    const { exit, code, message, facts } = describeError(cause);
    if (out.json) out.object({ ok: false, error: { kind: exit, message: out.advice(message), ...facts } });
    out.note(`${out.style("red", "Error:")} ${message}`);
    if (debug && error instanceof Error && error.stack) out.note(error.stack);
    // With it, 1 is every error and 2 means "there are changes", as tofu's users expect.
    const isInterrupted = exit === "interrupted" || exit === "terminated";
    if (flagged("detailed-exitcode") && !isInterrupted) return exitCodes.failure.code;
    return code;
  } finally {
    interrupt.dispose();
  }
}

const flagsIn = (args: readonly string[]) => (name: string) =>
  args.includes(`--${name}`) || args.includes(`-${name}`);

/** What other programs have for help and version is taken too: `help apply`, `-h` and `-v`. */
function asFlags(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first === "help" && rest.length > 0) return [...rest, "--help"];
  if (first === "-v" && rest.length === 0) return ["--version"];
  return args.map((arg) => (arg === "-h" ? "--help" : arg));
}

/** The command that the arguments name; undefined when they ask for general help or for completion. */
async function named(args: readonly string[]): Promise<Command | undefined> {
  if (args.includes("--get-yargs-completions")) return undefined;
  const words = args.filter((arg) => !arg.startsWith("-"));
  const [first, second] = words;
  if (first === undefined || first === "completion" || first === "help") return undefined;
  const known = [first, `${first} ${second}`].find((name) => Object.hasOwn(registry, name));
  if (known !== undefined) return (await registry[known]!()).default;
  const other = [first, `${first} ${second}`].find((name) => Object.hasOwn(instead, name));
  if (other !== undefined) throw usage(`There is no command "${other}". ${instead[other]}`);
  const members = Object.keys(registry).filter((name) => name.startsWith(`${first} `));
  if (members.length > 0) {
    if (second === undefined) return undefined;
    const seconds = members.map((name) => name.slice(first.length + 1));
    throw usage(
      `Unknown command "${first} ${second}".${didYouMean(second, seconds)} There are: ${members.join(", ")}.`,
    );
  }
  const firsts = [...new Set(Object.keys(registry).map((name) => name.split(" ")[0]!))];
  throw usage(`Unknown command "${first}".${didYouMean(first, firsts)} All commands: scalr-sandbox --help`);
}

/** The commands that a parser has to know: the named one, or all for the help. The version alone needs none, and each takes time to read. */
async function knownTo(args: readonly string[], command: Command | undefined): Promise<readonly Command[]> {
  if (command !== undefined) return [command];
  if (args.length === 1 && args[0] === "--version") return [];
  return Promise.all(Object.values(registry).map(async (load) => (await load()).default));
}

const completionHelp = `scalr-sandbox completion

Print a completion script for bash or zsh

Examples:
  source <(scalr-sandbox completion)                Complete in this shell
  scalr-sandbox completion >> ~/.bashrc             In every bash
  scalr-sandbox completion >> ~/.zshrc              In every zsh`;

/**
 * Thrown out of yargs once it has parsed a command. What a handler does inside of yargs is followed by the rendering of the command's
 * whole help, shown or not, which takes longer than everything else that yargs does.
 */
class Chosen {
  constructor(
    readonly command: Command,
    readonly parsed: Record<string, unknown>,
  ) {}
}

/** The command that the parser finds with what was given; null where it has answered itself, as with help. */
async function choose(argv: Argv): Promise<Chosen | null> {
  try {
    await argv.parseAsync();
    return null;
  } catch (thrown) {
    if (thrown instanceof Chosen) return thrown;
    throw thrown;
  }
}

function parser(
  args: readonly string[],
  commands: readonly Command[],
  only: Command | undefined,
  columns: number,
): Argv {
  const root = yargs(args as string[])
    .scriptName("scalr-sandbox")
    .usage(
      "$0 <command>\n\nDeclare Scalr agent pools as code, apply them to a local scalr.io, watch real runs execute.",
    )
    .locale("en")
    .exitProcess(false)
    .parserConfiguration({ "parse-positional-numbers": false, "greedy-arrays": false })
    .options({ json: globalOptions.json, debug: globalOptions.debug, color: globalOptions.color })
    .version(packageVersion())
    .help()
    .completion("completion", "Print a completion script for bash or zsh")
    .strict()
    .demandCommand(1, "Which command? All commands: scalr-sandbox --help")
    .recommendCommands()
    .showHelpOnFail(false)
    .wrap(Math.min(110, columns))
    .fail((message, error) => {
      if (error && error.name !== "YError") throw error;
      throw refusal(message ?? error?.message ?? "The command line is wrong.", args, only);
    });
  const plain = commands.filter(({ name }) => !name.includes(" "));
  for (const command of plain) register(root, command, usageOf(command));
  for (const [group, summary] of Object.entries(groups)) {
    const members = commands.filter(({ name }) => name.startsWith(`${group} `));
    if (members.length === 0) continue;
    root.command(group, summary, (inner) => {
      for (const member of members) register(inner, member, usageOf(member).slice(group.length + 1));
      const names = Object.keys(registry).filter((name) => name.startsWith(`${group} `));
      return inner.demandCommand(1, `Which one? There are: ${names.join(", ")}.`);
    });
  }
  return root;
}

function register(argv: Argv, command: Command, words: string): void {
  argv.command(
    words,
    command.summary,
    (inner) => declare(inner, command),
    (parsed) => {
      throw new Chosen(command, parsed as Record<string, unknown>);
    },
  );
}

function refusal(message: string, args: readonly string[], command: Command | undefined): CliError {
  if (command !== undefined) return usage(refusalOf(message, args, command));
  const text = message.replace(/\s*\n\s*/g, " ").trim();
  return usage(/[.?!]$/.test(text) || text.includes("--help") ? text : `${text}. See: scalr-sandbox --help`);
}
