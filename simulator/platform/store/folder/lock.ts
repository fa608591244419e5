import { readFileSync, writeFileSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { FolderLockedError } from "../entities/errors.js";
import { FILE_MODE, isCode } from "./files.js";

/** Who holds a folder, beside the lock itself, so that a killed process's lock need not grow stale first. */
interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same number; null where the system does not say. */
  readonly started: string | null;
}

/** Milliseconds without a sign of life after which a lock from another host counts as left behind. */
const STALE = 10_000;

let outlives = false;

/**
 * The lock's library ends the process on this signal unless somebody else listens; but a file that may grow no further
 * is an error of the write, which the store answers as it does a full disk.
 */
function outliveFileSizeLimit(): void {
  if (outlives || process.platform === "win32") return;
  outlives = true;
  process.on("SIGXFSZ", () => {});
}

/** Takes a folder for this process; returns what gives it back. @throws FolderLockedError */
export async function lockFolder(folder: string, onLost: () => void): Promise<() => Promise<void>> {
  const ownerFile = join(folder, "owner.json");
  const owned = join(folder, "owner");
  outliveFileSizeLimit();
  // Two processes that both find the lock of a dead one must not both remove it, so they take turns.
  const leave = await lockfile.lock(join(folder, "opening"), {
    realpath: false,
    stale: 2_000,
    retries: { retries: 60, factor: 1, minTimeout: 50, maxTimeout: 50 },
  });
  try {
    const owner = readOwner(ownerFile);
    if (owner !== null && owner.host === hostname()) {
      if (isAlive(owner)) throw new FolderLockedError(folder, owner.pid);
      await removeIfThere(`${owned}.lock`);
    }
    const unlock = await lockfile.lock(owned, { realpath: false, stale: STALE, onCompromised: onLost });
    const self: Owner = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
    writeFileSync(ownerFile, `${JSON.stringify(self)}\n`, { mode: FILE_MODE });
    return async () => {
      await rm(ownerFile, { force: true });
      await unlock();
    };
  } catch (error) {
    if (isCode(error, "ELOCKED")) throw new FolderLockedError(folder, readOwner(ownerFile)?.pid ?? null);
    throw error;
  } finally {
    await leave();
  }
}

function readOwner(path: string): Owner | null {
  try {
    const owner = JSON.parse(readFileSync(path, "utf8"));
    return Number.isSafeInteger(owner?.pid) ? owner : null;
  } catch {
    // Absent, or cut off by a crash: then the lock's age decides.
    return null;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (isCode(error, "ESRCH")) return false;
  }
  return owner.started === null || owner.started === startOf(owner.pid);
}

/** When a process started, in the system's own terms (Linux: clock ticks since boot). */
function startOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The command's name, in parentheses, may itself contain blanks; the start is field 22.
    return fields.slice(fields.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
  }
}
