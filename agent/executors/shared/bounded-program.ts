/** Runs a program with limits on its time and output. */
import type { ExecutorHost } from "./executor.js";
import { endOf } from "./program-end.js";

/** The use of an output stream: it is kept, or passed to a function as it arrives. */
type Stream = "keep" | ((chunk: Buffer) => void);

/** A program, and its limits. */
export interface BoundedProgram {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Seconds that it may take. */
  readonly seconds: number;
  /** The agent's setting that says so, for the message. Absent if nobody can set it. */
  readonly setting?: string;
  /** Bytes that it may print. It is killed when it prints more. */
  readonly bytes: number;
  readonly stdout: Stream;
  readonly stderr: Stream;
}

/** The result of a program. */
export interface BoundedEnd {
  /** Why it was stopped, as the end of a sentence; null if it ended by itself. */
  readonly stopped: string | null;
  /** Null if it succeeded, else how it ended. */
  readonly how: string | null;
  /** What was kept of its streams. */
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program. It is killed if it takes too long or prints too much, or if the run is canceled. @throws Error only if the task
 * was stopped before the program started
 */
export async function runBounded(bounded: BoundedProgram, host: ExecutorHost): Promise<BoundedEnd> {
  const { program, args, cwd, env, seconds, setting, bytes } = bounded;
  const { programs, signal } = host;
  const child = programs.startApart(program, args, { cwd, env });
  const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  let size = 0;
  let stopped: string | null = null;
  const stop = (why: string) => {
    stopped ??= why;
    // With what it has started, which would hold its output open.
    programs.kill(child);
  };
  for (const name of ["stdout", "stderr"] as const) {
    const stream = bounded[name];
    const take = stream === "keep" ? (chunk: Buffer) => kept[name].push(chunk) : stream;
    child[name]!.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bytes) take(chunk);
      else stop(`it printed more than ${bytes / 1024 / 1024} MiB`);
    });
  }
  const limit = `${seconds} seconds${setting === undefined ? "" : ` (${setting})`}`;
  const timer = setTimeout(() => stop(`it took longer than ${limit}`), seconds * 1_000);
  const abort = () => stop("the run was canceled");
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    const how = await endOf(child);
    const text = (name: "stdout" | "stderr") => Buffer.concat(kept[name]).toString();
    return { stopped, how, stdout: text("stdout"), stderr: text("stderr") };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}
