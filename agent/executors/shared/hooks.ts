/** Hooks before and after the phases of a run: programs of the agent, scripts of the registry, commands of the workspace. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HookName } from "../../protocol/protocol.js";
import type { ExecutorHost, TaskOrder } from "./executor.js";
import { type HookStep, hookSteps } from "./hook-steps.js";
import { workingDir } from "./paths.js";
import { endOf } from "./program-end.js";

type Env = Readonly<Record<string, string>>;

/**
 * Runs the hooks of an event: the agent's own first, then those of the registry, then the workspace's. Returns the environment
 * for the rest of the task: a hook adds variables by writing lines to the file SCALR_AGENT_ENV. @throws Error when a hook fails;
 * what comes after it does not run
 */
export async function runHook(
  name: HookName,
  order: TaskOrder,
  host: ExecutorHost,
  more: Env = {},
): Promise<Env> {
  let env: Env = order.env;
  for (const step of hookSteps(name, order)) {
    host.signal.throwIfAborted();
    host.log(`${step.what} runs.\n`);
    const additions = join(order.outDir, "agent-env");
    const how = await execute(step, workingDir(order), { ...env, ...more, SCALR_AGENT_ENV: additions }, host);
    host.signal.throwIfAborted();
    if (how !== null) throw new Error(`${step.what} has failed: ${how}. Its output is in the log.`);
    env = { ...env, ...readAdditions(additions) };
  }
  return env;
}

/** The error of a hook; null if it succeeded. */
async function execute(
  { program, args }: HookStep,
  cwd: string,
  env: Env,
  { signal, programs, log }: ExecutorHost,
): Promise<string | null> {
  const child = programs.start(program, args, { cwd, env });
  for (const stream of [child.stdout, child.stderr]) stream!.on("data", log);
  const stop = () => programs.end(child);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await endOf(child);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** `NAME=value` lines. */
function readAdditions(path: string): Env {
  if (!existsSync(path)) return {};
  const lines = readFileSync(path, "utf8").split("\n");
  const pairs = lines
    .map((line) => /^(?:export )?([A-Za-z_]\w*)=(.*)$/.exec(line))
    .filter((pair) => pair !== null);
  return Object.fromEntries(pairs.map(([, key, value]) => [key!, value!]));
}
