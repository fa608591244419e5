/** Which process a folder belongs to, told apart from a later process with the same number. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";

export interface Holder {
  readonly host: string;
  readonly pid: number;
  /**
   * When it started: clock ticks since boot as `/proc` shows them (Linux), or a date as `ps` prints it (other systems). Null where there is
   * neither.
   */
  readonly started: string | null;
}

/**
 * What is known of a holder. `unproven`: a process with its number runs, but nothing shows whether that is the holder or a later process.
 * `elsewhere`: it is a process of another machine or another container.
 */
export type HolderState = "running" | "ended" | "unproven" | "elsewhere";

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

/** Whether a holder still runs, as far as this system shows it. */
export function stateOf({ host, pid, started }: Holder): HolderState {
  if (host !== hostname()) return "elsewhere";
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Of another user's process only its existence is told (EPERM).
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return "ended";
  }
  if (isZombie(pid)) return "ended";
  const now = startOf(pid);
  if (started === null || now === null || isDate(started) !== isDate(now)) return "unproven";
  return isSameStart(started, now) ? "running" : "ended";
}

const isDate = (started: string): boolean => Number.isNaN(Number(started));

/** `ps` computes a date from the time since boot, so it may print the same start a second apart. */
const isSameStart = (a: string, b: string): boolean =>
  isDate(a) ? Math.abs(Date.parse(a) - Date.parse(b)) <= 2_000 : a === b;

/** Whether a process has ended and only waits for its parent to take notice, which some parents never do. */
function isZombie(pid: number): boolean {
  if (existsSync("/proc/self/stat")) return statOf(pid)?.[0] === "Z";
  return printedByPs(pid, "stat")?.startsWith("Z") ?? false;
}

const startOf = (pid: number): string | null =>
  existsSync("/proc/self/stat") ? startByProc(pid) : startByPs(pid);

/** When a process started, as `ps` prints it: `Sat Nov 28 18:23:54 2026`, in UTC. Null where there is no `ps`. */
export function startByPs(pid: number): string | null {
  const printed = printedByPs(pid, "lstart");
  return printed === null || Number.isNaN(Date.parse(printed)) ? null : printed;
}

/** One column of `ps` for a process; null where there is no `ps`, or no such process. */
function printedByPs(pid: number, column: "lstart" | "stat"): string | null {
  try {
    return execFileSync("ps", ["-o", `${column}=`, "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    }).trim();
  } catch {
    return null;
  }
}

/** The start is field 22 of `/proc/<pid>/stat`, and the state field 3. */
const startByProc = (pid: number): string | null => statOf(pid)?.[19] ?? null;

/** The fields of `/proc/<pid>/stat` from the third on: the command's name before them may hold blanks and parentheses. */
function statOf(pid: number): readonly string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}
