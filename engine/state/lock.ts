/**
 * The lock of a state file: the one that OpenTofu and Terraform take, so that they and the engine keep out of each other's
 * way. It is a lock of the operating system on the state file itself (fcntl), which ends with the process that holds it.
 */
import { constants } from "node:fs";
import { link, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { lockByFile } from "./lock-by-file.js";
import {
  type LockedFor,
  lockedError,
  lockInfoPath,
  newLockInfo,
  readLockInfo,
  type StateLock,
} from "./lock-info.js";

type File = Awaited<ReturnType<typeof open>>;
type TryLock = (fd: number) => boolean;

/** @throws StateLockedError when somebody else holds the lock */
export async function lockStateFile(path: string, operation: LockedFor): Promise<StateLock> {
  const tryLock = await loadTryLock();
  const lock = tryLock && (await HeldLock.take(path, tryLock, operation));
  return lock ?? lockByFile(path, operation);
}

/** Null where the system has no such locks, or the package that asks for them is not installed. */
async function loadTryLock(): Promise<TryLock | null> {
  // Windows forbids everybody else to read a locked file and to replace an open one.
  if (process.platform === "win32") return null;
  try {
    const { default: native } = await import("fs-native-extensions");
    return (fd) => native.tryLock(fd);
  } catch {
    return null;
  }
}

/**
 * Each text becomes a new file under the state's name, which is never seen half written. OpenTofu that waits for the lock has
 * the first file open and continues with that one, so at the end the first file gets the text and its name back.
 */
class HeldLock implements StateLock {
  /** What the state's name leads to since the first write. It is locked too, for those who open it from now on. */
  #latest: File | undefined;
  #text: string | undefined;

  private constructor(
    private readonly path: string,
    /** The file that the lock was taken on. */
    private readonly first: File,
    private readonly created: boolean,
    private readonly tryLock: TryLock,
  ) {}

  /** Null where files of this folder cannot be locked. */
  static async take(path: string, tryLock: TryLock, operation: LockedFor): Promise<HeldLock | null> {
    for (;;) {
      const created = (await stat(path).catch(() => null)) === null;
      // A state that does not exist yet is locked as an empty file. States hold secrets in clear.
      const file = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
      let kept = false;
      try {
        const locked = lockOf(file, tryLock);
        if (locked === null) return null;
        if (!locked) throw lockedError(path, await readLockInfo(path));
        // Whoever held it before may have removed or replaced the file meanwhile.
        if (!(await isStill(path, file))) continue;
        await writeFile(lockInfoPath(path), JSON.stringify(newLockInfo(path, operation)), { mode: 0o600 });
        kept = true;
        return new HeldLock(path, file, created, tryLock);
      } finally {
        if (!kept) await file.close();
      }
    }
  }

  async write(text: string): Promise<void> {
    if (this.#text === undefined && !(await this.#keepFirst())) return this.#writeFirst(text);
    const temporary = `${this.path}.${process.pid}.tmp`;
    const file = await open(temporary, "w", 0o600);
    await file.writeFile(text);
    await file.sync();
    this.tryLock(file.fd);
    await rename(temporary, this.path);
    await this.#latest?.close();
    this.#latest = file;
    this.#text = text;
  }

  /** A second name for the first file. False where the file system has no hard links. */
  async #keepFirst(): Promise<boolean> {
    await rm(this.#second, { force: true });
    return link(this.path, this.#second).then(
      () => true,
      () => false,
    );
  }

  get #second(): string {
    return join(dirname(this.path), `.${basename(this.path)}.locked`);
  }

  async #writeFirst(text: string): Promise<void> {
    await this.first.truncate(0);
    await this.first.write(text, 0);
    await this.first.sync();
  }

  async release(): Promise<void> {
    try {
      if (this.#text !== undefined) {
        await this.#writeFirst(this.#text);
        await rename(this.#second, this.path);
      }
      if (this.created && (await this.first.stat()).size === 0) await rm(this.path, { force: true });
    } finally {
      await rm(lockInfoPath(this.path), { force: true });
      await this.#latest?.close();
      await this.first.close();
    }
  }
}

/** False: another process holds it. Null: this cannot be locked, as on some network file systems. */
function lockOf(file: File, tryLock: TryLock): boolean | null {
  try {
    return tryLock(file.fd);
  } catch {
    return null;
  }
}

async function isStill(path: string, file: File): Promise<boolean> {
  const [named, held] = [await stat(path).catch(() => null), await file.stat()];
  return named?.ino === held.ino && named.dev === held.dev;
}
