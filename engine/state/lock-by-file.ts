/** The lock of a state where the operating system gives none: the file that says who holds it is the lock itself. */
import { link, open, rename, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import {
  type LockedFor,
  type LockInfo,
  lockedError,
  lockInfoPath,
  newLockInfo,
  readLockInfo,
  type StateLock,
} from "./lock-info.js";

/** @throws StateLockedError when the file exists and its process lives, or nobody can tell */
export async function lockByFile(path: string, operation: LockedFor): Promise<StateLock> {
  const file = lockInfoPath(path);
  const own = `${file}.${process.pid}`;
  await writeFile(own, JSON.stringify(newLockInfo(path, operation)), { mode: 0o600 });
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        // A link appears whole or not at all, so two that try at once cannot both succeed.
        await link(own, file);
        return { write: (text) => replace(path, text), release: () => rm(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        const holder = await readLockInfo(path);
        if (attempt > 2 || (holder !== null && isAlive(holder)))
          throw lockedError(path, holder, ` If nothing holds it any more, remove ${file}.`);
        await rm(file, { force: true });
      }
    }
  } finally {
    await rm(own, { force: true });
  }
}

function isAlive({ Pid, Who }: Partial<LockInfo>): boolean {
  // Written by another program, or on another machine: nobody can tell, so it counts.
  if (Pid === undefined || !Who?.endsWith(`@${hostname()}`)) return true;
  try {
    process.kill(Pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** States hold secrets in clear: only the owner may read them. */
async function replace(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
