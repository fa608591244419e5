import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { Declare, SynthesizableApp } from "../../provider/constructs/in-process.js";
import { locateStacks, type Stack } from "../stacks/locate.js";
import { SandboxError } from "./errors.js";

/**
 * The configuration that a test applies:
 * - a function that declares stacks in the given cdktf `App`: `(app) => new Pools(app, "pools")`;
 * - a cdktf `App` of the test; it is synthesized into another folder than its own;
 * - a folder: one with `.tf` files, one that a cdktf app was synthesized into, or one with a `cdktf.json`, whose app is started;
 * - `.tf` files as text, by name.
 *
 * A later call with the same stack (same name or folder) changes what the earlier call created.
 */
export type Target = Declare | SynthesizableApp | string | Files;

/** `.tf` files as text, by name: `{ files: { "main.tf": "..." } }`. If a test has several such targets, give each a name. */
export interface Files {
  readonly files: Readonly<Record<string, string>>;
  /** Default: `files`. */
  readonly name?: string;
}

/** A stack to plan and apply. */
export type TestedStack = Pick<Stack, "name" | "dir"> & {
  /** The state file in which dependent stacks look for its outputs; absent if no stack can depend on it. */
  readonly statePath?: string;
};

/** The stacks of a target, each after its dependencies. Writes files into the folder `scratch`. */
export async function stacksOf(
  target: Target,
  scratch: string,
  env: NodeJS.ProcessEnv,
): Promise<TestedStack[]> {
  const options = { env, signal: new AbortController().signal, debug: false, only: [] };
  if (typeof target === "string") {
    return (await locateStacks(resolve(target), options)).map(({ name, dir }) => ({ name, dir }));
  }
  if (isFiles(target)) return [{ name: target.name ?? "files", dir: write(scratch, target.files) }];
  if (typeof target !== "function" && typeof target?.synth !== "function") {
    throw new SandboxError(
      "There is nothing to apply: give a function that declares stacks in an App, an App, the path of a folder, or { files }.",
    );
  }
  const { synthesizeInto } = await import("../../provider/constructs/in-process.js");
  const outdir = mkdtempSync(join(scratch, "app-"));
  synthesizeInto(outdir, target);
  const stacks = await locateStacks(outdir, options);
  if (stacks.length === 0) throw new SandboxError("The app declares no stack: add a TerraformStack to it.");
  return withStatesIn(scratch, stacks);
}

const isFiles = (target: Exclude<Target, string>): target is Files =>
  typeof target === "object" && target !== null && "files" in target;

function write(scratch: string, files: Files["files"]): string {
  const dir = mkdtempSync(join(scratch, "files-"));
  for (const [name, text] of Object.entries(files)) {
    const path = resolve(dir, name);
    if (relative(dir, path).startsWith("..")) {
      throw new SandboxError(
        `"${name}" is not a name of a file inside the configuration. Leave the ".." out.`,
      );
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return dir;
}

/**
 * Stacks of one app read each other's outputs from a state file, by default in the current folder. This
 * redirects them to `scratch`.
 */
function withStatesIn(scratch: string, stacks: readonly Stack[]): TestedStack[] {
  const moved = stacks.map(({ name, dir, statePath }) => {
    return { name, dir, from: statePath, statePath: join(scratch, `state-of-${name}.tfstate`) };
  });
  for (const { dir } of moved) {
    const file = join(dir, "cdk.tf.json");
    const text = moved.reduce(
      (all, { from, statePath }) => all.replaceAll(JSON.stringify(from), JSON.stringify(statePath)),
      readFileSync(file, "utf8"),
    );
    writeFileSync(file, text);
  }
  return moved.map(({ name, dir, statePath }) => ({ name, dir, statePath }));
}
