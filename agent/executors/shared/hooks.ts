/** Commands that a workspace, or an agent, has run before and after the phases of its runs. */
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HookName } from "../../protocol/protocol.js";
import type { ExecutorHost, TaskOrder } from "./executor.js";
import { workingDir } from "./paths.js";

type Env = Readonly<Record<string, string>>;

/**
 * Runs a hook: the agent's own first, a program of that name in its folder of hooks, then the workspace's command.
 * Gives the environment that the rest of the task gets: a hook adds to it by lines in the file SCALR_AGENT_ENV.
 * @throws Error when a hook fails
 */
export async function runHook(
  name: HookName,
  order: TaskOrder,
  host: ExecutorHost,
  more: Env = {},
): Promise<Env> {
  const own = order.hooksDir === null ? null : join(order.hooksDir, name);
  const command = order.run.hooks[name];
  const steps: [what: string, program: string, args: readonly string[]][] = [];
  if (own !== null && existsSync(own)) {
    refuseUnlessExecutable(own, name);
    steps.push([`The agent's ${name} hook`, own, []]);
  }
  if (command) steps.push([`The ${name} hook`, "/bin/sh", ["-c", command]]);
  let env: Env = order.env;
  for (const [what, program, args] of steps) {
    host.signal.throwIfAborted();
    host.log(`${what} runs.\n`);
    const additions = join(order.outDir, "agent-env");
    const how = await execute(
      program,
      args,
      workingDir(order),
      { ...env, ...more, SCALR_AGENT_ENV: additions },
      host,
    );
    host.signal.throwIfAborted();
    if (how !== null) throw new Error(`${what} has failed: ${how}. Its output is in the log.`);
    env = { ...env, ...readAdditions(additions) };
  }
  return env;
}

function refuseUnlessExecutable(path: string, name: string): void {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new Error(`The agent's ${name} hook cannot be executed: ${path} is not executable (chmod +x).`);
  }
}

/** Null when it succeeded, else how it ended. */
function execute(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Env,
  { signal, programs, log }: ExecutorHost,
): Promise<string | null> {
  return new Promise((resolve) => {
    const child = programs.start(program, args, { cwd, env });
    for (const stream of [child.stdout, child.stderr]) stream!.on("data", log);
    const stop = () => programs.end(child);
    signal.addEventListener("abort", stop, { once: true });
    const end = (how: string | null) => {
      signal.removeEventListener("abort", stop);
      resolve(how);
    };
    child.once("error", (error) => end(error.message));
    child.once("close", (code, killedBy) => {
      if (code === 0) end(null);
      else end(code === null ? `it was ended by ${killedBy}` : `exit code ${code}`);
    });
  });
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
