import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, onTestFinished } from "vitest";
import { removeFolder } from "../../files/remove-folder.js";

const PROGRAM = join(import.meta.dirname, "../../dist/cli/main.js");

/** Takes what has to be done when something has ended. */
export type AtEnd = (end: () => void | Promise<void>) => void;

/**
 * For what outlives one test: called where a suite is declared, it gives what does it after the suite's tests. (A hook that
 * is registered while another one runs is never called.)
 */
export function afterSuite(): AtEnd {
  const ends: (() => void | Promise<void>)[] = [];
  afterAll(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  return (end) => void ends.push(end);
}

/** A folder that goes away with the test. */
export function temporaryFolder(prefix = "sandbox-", atEnd: AtEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  atEnd(() => removeFolder(folder));
  return folder;
}

export interface RunningSimulator {
  readonly url: string;
  /** Where HTTPS was asked for, as by `--https-port 0`. */
  readonly httpsUrl?: string;
  readonly token: string;
  readonly accountId: string;
  readonly pid: number;
  /** Ends it by a signal and resolves when it is gone. */
  kill(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Milliseconds to wait for a port that somebody else has. */
const PORT_PATIENCE = 60_000;

/** `scalr-sandbox up` as a process of its own, on a free port unless one is given; it does not outlive the test. */
export const up = (...args: string[]): Promise<RunningSimulator> => start(process.execPath, [], args);

/** The same with files that can grow to so many KiB only: to the process, the disk is then full. */
export const upWithSmallFiles = (kibibytes: number, ...args: string[]): Promise<RunningSimulator> =>
  start("bash", ["-c", `ulimit -f ${kibibytes}; exec "$0" "$@"`, process.execPath], args);

async function start(
  command: string,
  before: readonly string[],
  args: readonly string[],
): Promise<RunningSimulator> {
  const { SCALR_TOKEN: _token, SCALR_HOSTNAME: _hostname, ...env } = process.env;
  const port = args.includes("--port") ? [] : ["--port", "0"];
  // Certificates take time that few tests need to spend.
  const https = args.some((arg) => /^--(https|hostname)/.test(arg)) ? [] : ["--no-https"];
  for (const end = performance.now() + PORT_PATIENCE; ; ) {
    const child = spawn(command, [...before, PROGRAM, "up", "--json", ...port, ...https, ...args], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
      child.once("close", (code, signal) => resolve({ code, signal })),
    );
    try {
      const line = await firstLine(child);
      return {
        ...JSON.parse(line),
        kill(signal) {
          child.kill(signal);
          return ended;
        },
      };
    } catch (error) {
      // While it was down, another test that asked the system for a port may have been given its own.
      if (!/Port \d+ of \S+ is in use/.test(String(error)) || performance.now() > end) throw error;
    }
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  let problems = "";
  child.stderr!.on("data", (text) => {
    problems += text;
  });
  for await (const line of createInterface({ input: child.stdout! })) if (line.startsWith("{")) return line;
  throw new Error(`The simulator did not start: ${problems}`);
}
