import { readFileSync, writeFileSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import lockfile from "proper-lockfile";
import { type Holder, parseHolder, stateOf, thisProcess } from "../../../../files/holder.js";
import { FolderLockedError } from "../entities/errors.js";
import { FILE_MODE, isCode } from "./files.js";

/** Milliseconds without an update after which a lock of another host counts as stale. */
const STALE = 10_000;

const ignore = () => {};

/**
 * The lock library exits on this signal unless another listener exists. A file that reached its size limit is a write error,
 * which the store handles like a full disk.
 */
function outliveFileSizeLimit(): void {
  if (process.platform !== "win32" && !process.listeners("SIGXFSZ").includes(ignore))
    process.on("SIGXFSZ", ignore);
}

/** Locks a folder for this process. Returns a function that releases it. @throws FolderLockedError */
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
    // Who holds the folder is told beside the lock itself, so that a killed process's lock need not grow stale first.
    const owner = readOwner(ownerFile);
    if (owner !== null && owner !== "unreadable") {
      const state = stateOf(owner);
      if (state === "running") throw new FolderLockedError(folder, owner.pid);
      if (state === "unproven") throw new FolderLockedError(folder, owner.pid, ownerFile);
      if (state === "ended") await removeIfThere(`${owned}.lock`);
    }
    const unlock = await lockfile.lock(owned, {
      realpath: false,
      stale: STALE,
      onCompromised: onLost,
      // A lock that nobody renews is left behind by a crash, which may have damaged the file too.
      ...(owner === "unreadable" && { retries: { retries: STALE / 500, factor: 1, minTimeout: 550 } }),
    });
    writeFileSync(ownerFile, `${JSON.stringify(thisProcess())}\n`, { mode: FILE_MODE });
    return async () => {
      await rm(ownerFile, { force: true });
      await unlock();
    };
  } catch (error) {
    if (!isCode(error, "ELOCKED")) throw error;
    const owner = readOwner(ownerFile);
    throw new FolderLockedError(
      folder,
      owner === null || owner === "unreadable" ? null : owner.pid,
      owner === "unreadable" ? ownerFile : null,
    );
  } finally {
    await leave();
  }
}

/** The holder of a lock; null if there is no lock. */
function readOwner(path: string): Holder | "unreadable" | null {
  try {
    return parseHolder(readFileSync(path, "utf8")) ?? "unreadable";
  } catch (error) {
    return isCode(error, "ENOENT") ? null : "unreadable";
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await rmdir(path);
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
  }
}
