import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { HookName, RegistryHook } from "../../protocol/protocol.js";
import type { TaskOrder } from "./executor.js";
import { inside } from "./paths.js";
import { commitTitle, treeFolder } from "./trees.js";

/** A program that runs at an event. */
export interface HookStep {
  /** What it is, for the log and for messages. */
  readonly what: string;
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The programs of an event, in this order: the program with the event's name in the agent's folder of hooks, the hooks of the
 * registry, the workspace's command. Each is looked up when its turn comes. @throws Error for a hook that cannot be executed
 */
export function* hookSteps(name: HookName, order: TaskOrder): Generator<HookStep> {
  const own = order.hooksDir === null ? null : join(order.hooksDir, name);
  if (own !== null && existsSync(own)) {
    if (!isExecutable(own))
      throw new Error(`The agent's ${name} hook cannot be executed: ${own} is not executable (chmod +x).`);
    yield { what: `The agent's ${name} hook`, program: own, args: [] };
  }
  for (const hook of order.registryHooks)
    if (hook.events.includes(name)) yield registryStep(name, hook, order);
  const command = order.run.hooks[name];
  if (command) yield { what: `The ${name} hook`, program: "/bin/sh", args: ["-c", command] };
}

function registryStep(name: HookName, hook: RegistryHook, order: TaskOrder): HookStep {
  // `Hook 'lint' (hook-1), pre-plan, from acme/hooks at 1a2b3c4 (main)`
  const what = `Hook '${hook.name}' (${hook.id}), ${name}, ${commitTitle(hook)}${hook.stale === null ? "" : ","}`;
  try {
    const folder = treeFolder(order.hookTreesDir, hook.id);
    const script = inside(folder, hook.script.replace(/^\/+/, ""), "Script", "its repository");
    if (!statSync(script).isFile()) throw new Error(`Script '${hook.script}' is not a file.`);
    const [program = "", ...args] = hook.interpreter.trim().split(/\s+/);
    return { what, program: findProgram(program, order.env.PATH ?? ""), args: [...args, script] };
  } catch (error) {
    throw new Error(`${what} cannot be executed: ${(error as Error).message}`);
  }
}

/** @throws Error for an interpreter that the agent does not have */
function findProgram(program: string, path: string): string {
  if (isAbsolute(program) && isExecutable(program)) return program;
  if (program !== "" && !program.includes("/"))
    for (const folder of path.split(delimiter))
      if (folder !== "" && isExecutable(join(folder, program))) return join(folder, program);
  throw new Error(
    `Its interpreter '${program}' is not on the agent's PATH. Install it on the agent's machine.`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
