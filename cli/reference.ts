import { AGENT_EXIT } from "../agent/process/exit-codes.js";
import { connectionReference } from "./connection-reference.js";
import { registry } from "./registry.js";
import { agentReference } from "./serve/agent-reference.js";
import { globalOptions, usageOf } from "./shell/arguments.js";
import { type Command, kebab, type Option, type Options } from "./shell/command.js";
import { exitCodes } from "./shell/exit-codes.js";

/** docs/reference/cli.md and docs/reference/exit-codes.md, made from the definitions that the program runs on. */
export async function referenceFiles(): Promise<Readonly<Record<string, string>>> {
  const commands = await Promise.all(Object.values(registry).map(async (load) => (await load()).default));
  return {
    "docs/reference/agent-settings.md": agentReference(generated),
    "docs/reference/cli.md": commandReference(commands),
    "docs/reference/exit-codes.md": exitCodeReference(),
  };
}

const generated = "<!-- Made by `npm run docs:cli` from the definitions in cli/. Do not edit. -->";

function commandReference(commands: readonly Command[]): string {
  const list = commands.map(
    ({ name, summary }) => `| [\`${name}\`](#${name.replaceAll(" ", "-")}) | ${summary} |`,
  );
  return [
    "# The command line",
    generated,
    "`--help` explains every command. `scalr-sandbox completion` prints a script for bash or zsh.\n" +
      "Long flags may also be spelled as in tofu (`-auto-approve`, `-target=x`).",
    `| command | what it does |\n|---|---|\n${list.join("\n")}`,
    "Every command takes these options:",
    optionTable(globalOptions),
    connectionReference(),
    ...commands.map(section),
    "Exit codes: see [exit-codes.md](exit-codes.md).",
  ]
    .join("\n\n")
    .concat("\n");
}

function section(command: Command): string {
  const parts = [
    `## ${command.name}`,
    `${command.summary}.`,
    `    scalr-sandbox ${usageOf(command)} [flags]`,
  ];
  if (command.details !== undefined) parts.push(command.details);
  const positionals = Object.entries(command.positionals ?? {}).map(
    ([name, { describe, default: value }]) => {
      return `| \`${kebab(name)}\` | ${describe}${value === undefined ? "" : ` (default: \`${value}\`)`} |`;
    },
  );
  if (positionals.length > 0) parts.push(`| argument | |\n|---|---|\n${positionals.join("\n")}`);
  if (Object.keys(command.options).length > 0) parts.push(optionTable(command.options));
  const examples = command.examples.map(([args, what]) =>
    `    scalr-sandbox ${command.name} ${args}`.trimEnd().concat(`\n        # ${what}`),
  );
  parts.push(examples.join("\n"));
  return parts.join("\n\n");
}

function optionTable(options: Options): string {
  const rows = Object.entries(options).map(
    ([key, option]) => `| \`${flag(key, option)}\` | ${description(option)} |`,
  );
  return `| flag | |\n|---|---|\n${rows.join("\n")}`;
}

function flag(key: string, option: Option): string {
  const value = option.choices?.join("\\|") ?? option.type;
  return `--${kebab(key)}${option.type === "boolean" ? "" : ` <${value}>`}`;
}

function description({ describe, default: value, env, required }: Option): string {
  const notes = [
    ...(required ? ["required"] : []),
    ...(value === undefined ? [] : [`default: \`${value}\``]),
    ...(env === undefined ? [] : [`environment: \`${env}\``]),
  ];
  return notes.length === 0 ? describe : `${describe} (${notes.join("; ")})`;
}

type Codes = Readonly<Record<string, { readonly code: number; readonly meaning: string }>>;

const codeTable = (codes: Codes): string =>
  ["| code | meaning |", "|---|---|"]
    .concat(Object.values(codes).map(({ code, meaning }) => `| ${code} | ${meaning} |`))
    .join("\n");

function exitCodeReference(): string {
  return `# Exit codes

${generated}

${codeTable(exitCodes)}

\`plan --detailed-exitcode\` exits with 2 when something would change, as tofu does; a wrong command line then gives 1.

## Agents

\`agent\` has codes of its own, so that whatever keeps it running can tell why it ended:

${codeTable(AGENT_EXIT)}
`;
}
