/** Runs a command on this machine, in a process group of its own or in this process's. */
import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { StringDecoder } from "node:string_decoder";
import type { Value } from "../values/index.js";

export interface LocalExec {
  /** Of `PROVISIONER_BLOCK`, without marks. */
  readonly config: Value;
  readonly dir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal | undefined;
  /** Takes one line of output. */
  readonly tell: (line: string) => void;
  /** The command holds a secret: it must not show in messages. */
  readonly secret: boolean;
  /**
   * Whether the command leads a process group. False in a process that leads a group which its owner ends as a whole, so that
   * nothing outlives it even when it is killed.
   */
  readonly ownGroup: boolean;
}

/** The output that a failure message repeats, from the end, in characters. */
const KEPT_OUTPUT = 8 * 1024;
/** Time between asking a command to end and ending it. */
const GRACE_MS = 5_000;

/** Null when the command succeeded, else what went wrong. */
export async function localExec({
  config,
  dir,
  env,
  signal,
  tell,
  secret,
  ownGroup,
}: LocalExec): Promise<string | null> {
  const command = config.attr("command");
  if (command.isNull || command.asString() === "") return "The command must be a non-empty string.";
  const given = texts(config.attr("interpreter"));
  const [program, ...args] = [...(given.length > 0 ? given : ["/bin/sh", "-c"]), command.asString()];
  const workingDir = config.attr("working_dir");
  const environment = config.attr("environment");
  const added = environment.isNull
    ? []
    : environment
        .entries()
        .flatMap(([name, v]): [string, string][] => (v.isNull ? [] : [[name, v.asString()]]));
  const quiet = config.attr("quiet");
  if (!quiet.isNull && quiet.asBool()) tell("local-exec: Executing: Suppressed by quiet=true");
  else tell(`Executing: [${[program!, ...args].map((arg) => JSON.stringify(arg)).join(" ")}]`);
  const outcome = await run(program!, args, {
    cwd: workingDir.isNull || workingDir.asString() === "" ? dir : resolve(dir, workingDir.asString()),
    env: { ...env, ...Object.fromEntries(added) },
    signal,
    tell,
    ownGroup,
  });
  if (outcome.problem === null) return null;
  const shown = secret ? "(sensitive)" : command.asString();
  const output = secret ? "(suppressed due to sensitive value in config)" : outcome.output;
  return `Error running command '${shown}': ${outcome.problem}. Output: ${output}`;
}

function texts(list: Value): string[] {
  return list.isNull ? [] : list.elements().flatMap((v) => (v.isNull ? [] : [v.asString()]));
}

interface RunOptions extends Pick<LocalExec, "env" | "signal" | "tell" | "ownGroup"> {
  readonly cwd: string;
}

function run(
  program: string,
  args: readonly string[],
  { cwd, env, signal, tell, ownGroup }: RunOptions,
): Promise<{ problem: string | null; output: string }> {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd, env, detached: ownGroup, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let interrupted = false;
    let killer: NodeJS.Timeout | undefined;
    const lines = [child.stdout, child.stderr].map((stream) =>
      splitLines(stream!, (line) => {
        output = `${output}${line}\n`.slice(-KEPT_OUTPUT);
        tell(line);
      }),
    );
    const end = (name: NodeJS.Signals) => endCommand(child, ownGroup, name);
    const stop = () => {
      interrupted = true;
      end("SIGTERM");
      killer = setTimeout(() => end("SIGKILL"), GRACE_MS);
    };
    const finish = (problem: string | null) => {
      signal?.removeEventListener("abort", stop);
      clearTimeout(killer);
      for (const flush of lines) flush();
      done({ problem: interrupted && problem !== null ? `${problem} (interrupted)` : problem, output });
    };
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
    child.once("error", (error: NodeJS.ErrnoException) => finish(spawnProblem(error, program, cwd)));
    child.once("exit", () => {
      // A process left in the background may hold the pipes open: it is not waited for after an interruption.
      if (interrupted) child.stdout!.destroy();
      if (interrupted) child.stderr!.destroy();
    });
    child.once("close", (code, killedBy) => {
      if (code === 0) finish(null);
      else finish(code === null ? `signal: ${killedBy}` : `exit status ${code}`);
    });
  });
}

function spawnProblem(error: NodeJS.ErrnoException, program: string, cwd: string): string {
  if (error.code === "ENOENT") return `${program} was not found, or the folder ${cwd} does not exist`;
  return error.code === "EACCES" ? `${program} must not be executed` : error.message;
}

function endCommand(child: ChildProcess, group: boolean, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (group) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // The whole group is gone already.
  }
}

/** Calls `take` with each whole line; what is returned gives the last one, which may lack its end. */
function splitLines(stream: NodeJS.ReadableStream, take: (line: string) => void): () => void {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  stream.on("data", (chunk: Buffer) => {
    const parts = (rest + decoder.write(chunk)).split(/\r?\n/);
    rest = parts.pop()!;
    for (const line of parts) take(line);
  });
  return () => {
    rest += decoder.end();
    if (rest !== "") take(rest);
    rest = "";
  };
}
