/** Runs a program that scans a run's code or plan, without access to the run's variables. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { NETWORK_VARIABLES, passedOn } from "../../process/passed-on.js";
import { runBounded } from "./bounded-program.js";
import type { ExecutorHost, TaskOrder } from "./executor.js";

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

/** The result of a scanner. `how` is null if it succeeded. */
export interface Scanned {
  readonly how: string | null;
  readonly output: string;
}

/** Runs a scanner with a home of its own. It is killed if it takes too long or prints too much, and when the run is canceled. */
export async function runScanner(
  { program, args, cwd, env = {}, logs }: Scan,
  { outDir, scans }: Pick<TaskOrder, "outDir" | "scans">,
  host: ExecutorHost,
): Promise<Scanned> {
  const home = join(outDir, "scanner");
  mkdirSync(home, { recursive: true });
  const log = (chunk: Buffer) => host.log(chunk);
  const { stopped, how, stdout } = await runBounded(
    {
      program,
      args,
      cwd,
      env: { ...passedOn(NETWORK_VARIABLES), HOME: home, TMPDIR: home, ...env },
      seconds: scans?.timeout ?? 0,
      setting: "SCALR_AGENT_SCAN_TIMEOUT",
      bytes: OUTPUT_LIMIT,
      stdout: logs ? log : "keep",
      stderr: log,
    },
    host,
  );
  return { how: stopped ?? how, output: stdout };
}
