/** Which process a folder belongs to, told apart from a later process with the same number. */
import { readFileSync } from "node:fs";
import { hostname } from "node:os";

export interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When it started, in the system's own terms (Linux: clock ticks since boot); null where the system does not tell. */
  readonly started: string | null;
}

/** This process. */
export const thisProcess = (): Holder => ({
  host: hostname(),
  pid: process.pid,
  started: startOf(process.pid),
});

/** Reads what a process wrote of itself; null for anything else. */
export function parseHolder(text: string): Holder | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Cut off by a crash, or not written by this program.
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { host, pid, started } = value as Record<string, unknown>;
  if (typeof host !== "string" || !Number.isSafeInteger(pid) || (pid as number) < 1) return null;
  return { host, pid: pid as number, started: typeof started === "string" ? started : null };
}

/** Whether a process of this machine still runs. Of another machine, or another container, nothing is known: null. */
export function isRunning({ host, pid, started }: Holder): boolean | null {
  if (host !== hostname()) return null;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Of another user's process only its existence is told (EPERM).
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const now = startOf(pid);
  return started === null || now === null || started === now;
}

function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The command's name, in parentheses, may hold blanks and parentheses; the start is field 22.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}
