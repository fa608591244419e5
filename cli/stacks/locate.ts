import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type DeclaredBackend, declaredBackend } from "../../engine/index.js";
import type { Context } from "../shell/command.js";
import { CliError, usage } from "../shell/errors.js";
import { type StatePlaces, selectedWorkspace, statePathOf, statePlaces } from "./state-places.js";
import { readJsonObject, type SynthesizeOptions, synthesize } from "./synthesize.js";

/** One configuration to plan and apply, with the state that belongs to it. */
export interface Stack {
  /** The cdktf stack's name, or the folder of a plain configuration. */
  readonly name: string;
  /** Folder of the configuration. */
  readonly dir: string;
  readonly statePath: string;
  /** The workspace of OpenTofu that the state is of. */
  readonly workspace: string;
  /** Where the states of all its workspaces are. */
  readonly states: StatePlaces;
  /** Names of the stacks that must be applied before it. */
  readonly dependencies: readonly string[];
}

export interface LocateOptions extends SynthesizeOptions {
  /** Keep to these stacks, by name; all when empty. */
  readonly only: readonly string[];
  /** Overrides where the state is. */
  readonly statePath?: string | undefined;
}

/**
 * The stacks of a folder, each after those it depends on. The folder may be a cdktf app (`cdktf.json`), what such
 * an app synthesized (`manifest.json` or `cdk.tf.json`), or hold `.tf` files.
 */
export async function locateStacks(folder: string, options: LocateOptions): Promise<Stack[]> {
  const dir = resolve(folder);
  if (!existsSync(dir) && /\.(tf)?plan$|\.out$/.test(dir))
    throw new CliError(
      "failure",
      `There is no plan file ${dir}. To save one: scalr-sandbox plan --out ${basename(dir)}`,
    );
  if (!existsSync(dir)) throw new CliError("failure", `There is no folder ${dir}.`);
  if (!statSync(dir).isDirectory()) throw new CliError("failure", `${dir} is not a folder.`);
  const found = await stacksIn(dir, options);
  const chosen = inOrder(select(found, options.only));
  if (options.statePath === undefined) return chosen;
  if (chosen.length > 1) {
    const names = chosen.map(({ name }) => name).join(", ");
    throw new CliError(
      "usage",
      `--state names one file, and there are ${chosen.length} stacks (${names}). Add --stack.`,
    );
  }
  return chosen.map((stack) => ({ ...stack, statePath: resolve(options.statePath!) }));
}

async function stacksIn(dir: string, options: LocateOptions): Promise<Stack[]> {
  const { env } = options;
  if (existsSync(join(dir, "cdktf.json"))) return manifestStacks(await synthesize(dir, options), dir, env);
  if (existsSync(join(dir, "manifest.json"))) return manifestStacks(dir, dirname(dir), env);
  if (!readdirSync(dir).some((name) => /\.(tf|tofu)(\.json)?$/.test(name))) {
    throw new CliError(
      "failure",
      `${dir} has nothing to apply: no cdktf.json, no synthesized stack and no .tf or .tofu file. Name another folder.`,
    );
  }
  const backend = await declaredBackend(dir);
  if (existsSync(join(dir, "cdk.tf.json"))) refuseRemote(backend, dir);
  const local = backend?.type === "local" ? backend : {};
  return [
    { name: dir, dir, ...inWorkspace(statePlaces(dir, "terraform.tfstate", local), env), dependencies: [] },
  ];
}

function inWorkspace(
  states: StatePlaces,
  env: NodeJS.ProcessEnv,
): Pick<Stack, "states" | "workspace" | "statePath"> {
  const workspace = selectedWorkspace(states.home, env);
  return { states, workspace, statePath: statePathOf(states, workspace) };
}

interface ManifestStack {
  readonly name: string;
  readonly workingDirectory: string;
  readonly dependencies: readonly string[];
}

async function manifestStacks(outdir: string, home: string, env: NodeJS.ProcessEnv): Promise<Stack[]> {
  const file = join(outdir, "manifest.json");
  if (!existsSync(file)) {
    throw new CliError("failure", `The cdktf app in ${home} wrote no ${file}. Does it call app.synth()?`);
  }
  const { stacks = {} } = (await readJsonObject(file)) as { stacks?: Record<string, ManifestStack> };
  return Promise.all(
    Object.values(stacks).map(async ({ name, workingDirectory, dependencies }) => {
      const dir = join(outdir, workingDirectory);
      const backend = await declaredBackend(dir);
      refuseRemote(backend, dir);
      const states = statePlaces(home, `terraform.${name}.tfstate`, backend);
      return { name, dir, ...inWorkspace(states, env), dependencies };
    }),
  );
}

/** A synthesized stack whose state is somewhere else is not applied with a local state by mistake. */
function refuseRemote(backend: DeclaredBackend | undefined, dir: string): void {
  if (backend === undefined || backend.type === "local") return;
  throw new CliError(
    "failure",
    `The stack in ${dir} keeps its state in a "${backend.type}" backend; here state is a local file. Name one with --state, or declare a LocalBackend.`,
  );
}

function select(stacks: Stack[], only: readonly string[]): Stack[] {
  for (const name of only) {
    if (!stacks.some((stack) => stack.name === name)) {
      const names = stacks.map((stack) => stack.name).join(", ");
      throw new CliError("failure", `There is no stack "${name}". There are: ${names}.`);
    }
  }
  return only.length === 0 ? stacks : stacks.filter(({ name }) => only.includes(name));
}

/** Each stack after its dependencies; otherwise the order they were declared in. */
function inOrder(stacks: readonly Stack[]): Stack[] {
  const ordered: Stack[] = [];
  const visit = (stack: Stack, path: readonly string[]) => {
    if (ordered.includes(stack)) return;
    if (path.includes(stack.name)) {
      throw new CliError(
        "failure",
        `Stacks depend on each other in a cycle: ${[...path, stack.name].join(" -> ")}.`,
      );
    }
    for (const name of stack.dependencies) {
      const dependency = stacks.find((other) => other.name === name);
      if (dependency !== undefined) visit(dependency, [...path, stack.name]);
    }
    ordered.push(stack);
  };
  for (const stack of stacks) visit(stack, []);
  return ordered;
}

/** The stack that a command means which works on one: the only one there is, or the one named. */
export async function oneStack(
  folder: string,
  args: { readonly stack: readonly string[]; readonly state: string | undefined },
  env: NodeJS.ProcessEnv,
  context: Context,
): Promise<Stack> {
  const options: LocateOptions = { ...context, env, only: args.stack, statePath: undefined };
  const stacks = await locateStacks(resolve(context.cwd, folder), options);
  if (stacks.length !== 1) {
    const names = stacks.map(({ name }) => name).join(", ");
    throw usage(`There are ${stacks.length} stacks here (${names || "none"}). Choose one with --stack.`);
  }
  const stack = stacks[0]!;
  return args.state === undefined ? stack : { ...stack, statePath: resolve(context.cwd, args.state) };
}
