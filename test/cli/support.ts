import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import { PassThrough, Readable, type Writable } from "node:stream";
import { text } from "node:stream/consumers";
import { main } from "../../cli/program.js";

const program = join(import.meta.dirname, "../../dist/cli/main.js");

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  /** On top of an environment that names no scalr.io. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** What this machine's shell says about scalr.io, OpenTofu or colours does not reach the commands under test. */
export function cleanEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(SCALR_|TF_|NO_COLOR$|FORCE_COLOR$|VITEST)/.test(name),
  );
  return Object.fromEntries(kept);
}

/** All that a process prints and how it ends, once it has. */
export function ranOf(child: ChildProcessByStdio<Writable | null, Readable, Readable>): Promise<Ran> {
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Starts `scalr-sandbox ...` as a process, and resolves when it has ended. */
export function cli(args: readonly string[], { cwd, env, input = "" }: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  return ranOf(child);
}

/**
 * The same in this process, which takes a fifth of the time. For commands that only speak with a simulator, once a test has
 * seen them as a process: not for what reads variables of the process, listens, starts programs or prints a help.
 */
export async function typed(
  args: readonly string[],
  { cwd = process.cwd(), env, input = "" }: RunOptions = {},
): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const code = await main(args, {
    env: { ...cleanEnvironment(), ...env },
    cwd,
    stdin: Readable.from([input]),
    stdout,
    stderr,
  });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}

export { program };
