/** Runs a program that looks at a run's code or plan, and is not trusted with the run's variables. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { NETWORK_VARIABLES, passedOn } from "../../process/passed-on.js";
import type { ExecutorHost, TaskOrder } from "./executor.js";

/** Seconds that a scanner may take. */
const LIMIT = 600;
/** Bytes of standard output that are kept where somebody reads it. */
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

/** Runs a scanner with a home of its own. It is killed after ten minutes, or when it prints endlessly. */
export function runScanner(
  { program, args, cwd, env = {}, logs }: Scan,
  { outDir }: Pick<TaskOrder, "outDir">,
  { signal, programs, log }: ExecutorHost,
): Promise<Scanned> {
  const home = join(outDir, "scanner");
  mkdirSync(home, { recursive: true });
  return new Promise((resolve) => {
    const child = programs.start(program, args, {
      cwd,
      env: { ...passedOn(NETWORK_VARIABLES), HOME: home, TMPDIR: home, ...env },
    });
    const output: Buffer[] = [];
    let size = 0;
    let stopped: string | null = null;
    const stop = (why: string) => {
      stopped ??= why;
      // What it has started would hold its output open.
      programs.end(child);
      child.kill("SIGKILL");
    };
    child.stdout!.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (logs) log(chunk);
      else if (size <= OUTPUT_LIMIT) output.push(chunk);
      else stop(`it printed more than ${OUTPUT_LIMIT / 1024 / 1024} MiB`);
    });
    child.stderr!.on("data", log);
    const timer = setTimeout(() => stop(`it took longer than ${LIMIT} seconds`), LIMIT * 1_000);
    const abort = () => stop("the run was canceled");
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    const end = (how: string | null) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
      resolve({ how: stopped ?? how, output: Buffer.concat(output).toString() });
    };
    child.once("error", (error) => end(error.message));
    child.once("close", (code, killedBy) => {
      if (code === 0) end(null);
      else end(code === null ? `it was ended by ${killedBy}` : `exit code ${code}`);
    });
  });
}
