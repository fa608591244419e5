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
  started: lookAt(process.pid).started,
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
  const { isZombie, started: now } = lookAt(pid);
  if (isZombie) return "ended";
  if (started === null || now === null || isDate(started) !== isDate(now)) return "unproven";
  return isSameStart(started, now) ? "running" : "ended";
}

const isDate = (started: string): boolean => Number.isNaN(Number(started));

/** `ps` computes a date from the time since boot, so it may print the same start a second apart. */
const isSameStart = (a: string, b: string): boolean =>
  isDate(a) ? Math.abs(Date.parse(a) - Date.parse(b)) <= 2_000 : a === b;

/** What this system shows of a process. */
interface Look {
  /** Null where the system does not tell, or there is no such process. */
  readonly started: string | null;
  /** It has ended and only waits for its parent to take notice, which some parents never do. */
  readonly isZombie: boolean;
}

const lookAt = (pid: number): Look => (existsSync("/proc/self/stat") ? lookAtProc(pid) : lookAtPs(pid));

/** `/proc/<pid>/stat`: the state is field 3 and the start field 22. The command's name before them may hold blanks and parentheses. */
function lookAtProc(pid: number): Look {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { started: fields[19] ?? null, isZombie: fields[0] === "Z" };
  } catch {
    return { started: null, isZombie: false };
  }
}

/** `ps` prints the state and the start, in UTC: `Ss   Sat Nov 28 18:23:54 2026`. It shows nothing where there is no `ps`. */
export function lookAtPs(pid: number): Look {
  try {
    const printed = execFileSync("ps", ["-o", "stat=", "-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
    });
    const [, state = "", started = ""] = /^\s*(\S+)\s+(.*\S)\s*$/.exec(printed) ?? [];
    return { started: Number.isNaN(Date.parse(started)) ? null : started, isZombie: state.startsWith("Z") };
  } catch {
    return { started: null, isZombie: false };
  }
}
