/** Runs a program that looks at a run's code or plan, and is not trusted with the run's variables. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { NETWORK_VARIABLES, passedOn } from "../../process/passed-on.js";
import type { ExecutorHost, TaskOrder } from "./executor.js";
import { endOf } from "./program-end.js";
import { canWatchPrograms, programsOfProcess, WatchedPrograms } from "./programs.js";

/** Bytes that a scanner may print. */
const OUTPUT_LIMIT = 32 * 1024 * 1024;

export interface Scan {
  /** Absolute path of the program. */
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether its standard output goes into the log; otherwise it is given back. */
  readonly logs: boolean;
}

/** How a scanner ended: `how` is null when it succeeded. */
export interface Scanned {
  readonly how: string | null;
  readonly output: string;
}

/** Runs a scanner with a home of its own. It is killed if it takes too long or prints too much, and when the run is canceled. */
export async function runScanner(
  { program, args, cwd, env = {}, logs }: Scan,
  { outDir, scans }: Pick<TaskOrder, "outDir" | "scans">,
  { signal, programs: host, log }: ExecutorHost,
): Promise<Scanned> {
  // It leads its own process group: killing it kills what it has started, and not the task.
  const programs = host === programsOfProcess && canWatchPrograms ? new WatchedPrograms() : host;
  const home = join(outDir, "scanner");
  mkdirSync(home, { recursive: true });
  const child = programs.start(program, args, {
    cwd,
    env: { ...passedOn(NETWORK_VARIABLES), HOME: home, TMPDIR: home, ...env },
  });
  const output: Buffer[] = [];
  let size = 0;
  let stopped: string | null = null;
  const stop = (why: string) => {
    stopped ??= why;
    if (programs !== programsOfProcess) programs.end(child);
    child.kill("SIGKILL");
  };
  const take = (keep: (chunk: Buffer) => void) => (chunk: Buffer) => {
    size += chunk.length;
    if (size <= OUTPUT_LIMIT) keep(chunk);
    else stop(`it printed more than ${OUTPUT_LIMIT / 1024 / 1024} MiB`);
  };
  child.stdout!.on("data", take(logs ? log : (chunk) => output.push(chunk)));
  child.stderr!.on("data", take(log));
  const limit = scans?.timeout ?? 0;
  const timer = setTimeout(
    () => stop(`it took longer than ${limit} seconds (SCALR_AGENT_SCAN_TIMEOUT)`),
    limit * 1_000,
  );
  const abort = () => stop("the run was canceled");
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    const how = await endOf(child);
    return { how: stopped ?? how, output: Buffer.concat(output).toString() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}
