/**
 * Passes a task's provider configurations to the provider blocks of its code, by two files beside the code, which contain no
 * secrets.
 */
import { realpathSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type DeclaredProviders, declaredProviders } from "../../../engine/index.js";
import type { ProvidedConfiguration, ProviderArgument } from "../../protocol/protocol.js";
import type { ExecutorHost, TaskOrder } from "./executor.js";
import { workingDir } from "./paths.js";
import { ARGUMENTS_FILE, argumentKey, folderOf, isWithheld, isWrittenOut } from "./provider-files.js";

/** The file with blocks that the code does not have. */
const NEW_FILE = "scalr_provider_configurations.tf.json";
/** The file with arguments for blocks that the code has. */
const OVERRIDE_FILE = "scalr_provider_configurations_override.tf.json";

type Json = string | boolean | Json[] | { [name: string]: Json };
type Block = { [name: string]: Json };

/** The local names of a provider in the code, and the source of one that only its modules use. */
function namesOf(provider: string, { inRoot, below }: DeclaredProviders): ReadonlyMap<string, string | null> {
  const known = (all: ReadonlyMap<string, string>) =>
    [...all].filter(([name, source]) => name === provider || source.split("/").at(-1) === provider);
  const own = known(inRoot);
  if (own.length > 0) return new Map(own.map(([name]) => [name, null]));
  const [first] = known(below);
  return new Map(first === undefined ? [] : [[provider, first[1]]]);
}

/** Nested blocks that a provider requires. */
const REQUIRED: Readonly<Record<string, Block>> = { azurerm: { features: {} } };

/** An argument's value as a JSON expression, which reads it from a file of the task. */
function expressionOf(argument: ProviderArgument, file: string): string {
  if (isWrittenOut(argument)) return `\${${argument.value}}`;
  const value = `jsondecode(file(${JSON.stringify(file)}))[${JSON.stringify(argumentKey(argument))}]`;
  return `\${${argument.sensitive ? `sensitive(${value})` : value}}`;
}

/** The arguments of a block, including those of nested blocks. */
function blockOf(
  { arguments: all, applyOnly }: ProvidedConfiguration,
  file: string,
  has: (name: string) => boolean,
): Block {
  const block: Block = {};
  const inner = new Map<string, Block>();
  for (const argument of all) {
    const [name, below] = argument.path as [string, string | undefined];
    if (argument.yields && has(name)) continue;
    const expression = expressionOf(argument, file);
    if (below === undefined) block[name] = expression;
    else inner.set(name, { ...inner.get(name), [below]: expression });
  }
  // The code is the same in both phases of a run. In a plan that gets no values there must be no block for them either.
  for (const [name, content] of inner)
    if (!applyOnly) block[name] = content;
    else {
      const first = JSON.stringify(`${name}.${Object.keys(content)[0]}`);
      const isThere = `jsondecode(file(${JSON.stringify(file)}))[${first}] == null`;
      block.dynamic = {
        ...(block.dynamic as Block),
        [name]: { for_each: `\${${isThere} ? [] : [1]}`, content },
      };
    }
  return block;
}

const byFolder = (one: ProvidedConfiguration, other: ProvidedConfiguration) =>
  folderOf(one, "") < folderOf(other, "") ? -1 : 1;
const label = ({ name, id }: ProvidedConfiguration) => `'${name}' (${id})`;
const place = (name: string, alias: string | null) => (alias === null ? name : `${name}.${alias}`);

/**
 * Sets the arguments of the code's provider blocks: existing blocks are overridden, missing ones are added. A provider that the
 * code does not use gets none. Logs which configuration each provider got, and why. @throws Error if the code cannot be read
 */
export async function configureProviders(
  order: TaskOrder,
  { log }: Pick<ExecutorHost, "log">,
): Promise<void> {
  const { phase, providers, outDir } = order;
  if (providers === null) return;
  const dir = workingDir(order);
  // The folder of a plan may serve its apply too.
  for (const name of [NEW_FILE, OVERRIDE_FILE]) rmSync(join(dir, name), { force: true });
  const declared = await declaredProviders(dir);
  const added: Record<string, Block[]> = {};
  const changed: Record<string, Block[]> = {};
  const required: Block = {};
  const lines: string[] = [];
  // The files are the same in both phases, in whatever order the links came.
  for (const configuration of [...providers.configurations].sort(byFolder)) {
    const { provider, alias, reason } = configuration;
    // As the program has it in both phases of a run, wherever the agent's folders are.
    const file = [
      relative(realpathSync(dir), realpathSync(folderOf(configuration, outDir))),
      ARGUMENTS_FILE,
    ].join(sep);
    const names = namesOf(provider, declared);
    for (const [name, source] of names) {
      const there = declared.blocks.find((block) => block.name === name && block.alias === alias);
      const block = blockOf(configuration, file, (argument) => there?.has(argument) ?? false);
      const own = { ...(alias !== null && { alias }), ...block };
      if (there === undefined) added[name] = [...(added[name] ?? []), { ...REQUIRED[provider], ...own }];
      else changed[name] = [...(changed[name] ?? []), own];
      if (source !== null) required[name] = { source };
    }
    const use = [...names.keys()].map((name) => place(name, alias)).join(", ");
    const used = `for provider ${use}${isWithheld(configuration, phase) ? ", in its apply only" : ""}`;
    const what = names.size === 0 ? `not used: the code has no provider ${provider}` : used;
    lines.push(`- ${label(configuration)}, ${what}. ${reason}`);
  }
  write(dir, NEW_FILE, { provider: added });
  write(dir, OVERRIDE_FILE, {
    provider: changed,
    ...(Object.keys(required).length > 0 && { terraform: { required_providers: required } }),
  });
  log(`Provider configurations:\n${lines.join("\n")}\n`);
}

function write(dir: string, name: string, content: Record<string, object>): void {
  const there = Object.entries(content).filter(([, value]) => Object.keys(value).length > 0);
  if (there.length === 0) return;
  writeFileSync(join(dir, name), `${JSON.stringify(Object.fromEntries(there), null, 2)}\n`, { mode: 0o600 });
}
