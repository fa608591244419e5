import { readFileSync, statSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

/** Who owns a folder: a process, told apart from a later one of the same id by when it started. */
interface Owner {
  readonly host: string;
  readonly pid: number;
  /** In the system's clock ticks since it was booted; null where it does not tell. */
  readonly started: string | null;
}

const FILE = "owner.json";

/** Milliseconds after which a folder that nobody has touched counts as left behind, where its owner cannot be seen. */
const UNTOUCHED = 10 * 60_000;

/** When a process started, as Linux tells; null elsewhere, or when there is none. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // After the command, which may hold anything: state, ppid, ... the 20th from there is the start time.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Of another user's process only its existence is told.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Leaves word in a folder of which process it belongs to, for later ones that find it. */
export function own(folder: string): void {
  const owner: Owner = { host: hostname(), pid: process.pid, started: startOf(process.pid) };
  writeFileSync(join(folder, FILE), JSON.stringify(owner), { mode: 0o600 });
}

/**
 * Whether the process that made a folder has ended. Of another machine, or another container, only the folder's age is
 * known: a living agent touches its own at every heartbeat.
 */
export function isAbandoned(folder: string): boolean {
  let owner: Owner;
  try {
    owner = JSON.parse(readFileSync(join(folder, FILE), "utf8")) as Owner;
  } catch {
    return isUntouched(folder);
  }
  if (owner.host !== hostname()) return isUntouched(folder);
  if (!exists(owner.pid)) return true;
  const started = startOf(owner.pid);
  return started !== null && owner.started !== null && started !== owner.started;
}

function isUntouched(folder: string): boolean {
  try {
    return performance.timeOrigin + performance.now() - statSync(folder).mtimeMs > UNTOUCHED;
  } catch {
    return false;
  }
}
