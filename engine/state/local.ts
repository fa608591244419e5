/** The state in a file of this machine: locked while it is open, written whole or not at all. */
import { randomUUID } from "node:crypto";
import { copyFile, link, mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { StateError } from "./checks.js";
import type { StateFile } from "./format.js";
import { LANGUAGE_VERSION, parseState, serializeState } from "./state.js";

export interface LocalState {
  /** As it was last read or written; null when there is no file. */
  readonly state: StateFile | null;
  /** The file as it was before the first write stays beside it, as `.backup`. */
  write(state: StateFile): Promise<void>;
  /** Gives up the lock. */
  close(): Promise<void>;
}

/** @throws StateError when the file is locked, or is no state */
export async function openLocalState(path: string): Promise<LocalState> {
  await mkdir(dirname(path), { recursive: true });
  const unlock = await lock(path);
  let state: StateFile | null;
  try {
    state = await read(path);
  } catch (error) {
    await unlock();
    throw error;
  }
  let backedUp = state === null;
  return {
    get state() {
      return state;
    },
    async write(next) {
      if (!backedUp) await copyFile(path, `${path}.backup`);
      backedUp = true;
      await replace(path, serializeState(next));
      state = next;
    },
    close: unlock,
  };
}

async function read(path: string): Promise<StateFile | null> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  if (text.trim() === "") return null;
  try {
    return parseState(text);
  } catch (error) {
    throw new StateError(`${path}: ${(error as Error).message}`);
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

interface LockInfo {
  readonly ID: string;
  readonly Operation: string;
  readonly Info: string;
  readonly Who: string;
  readonly Version: string;
  readonly Created: string;
  readonly Path: string;
  /** Ours: lets a lock that a killed process left behind be told from a held one. */
  readonly Pid: number;
}

/** The lock is the file that tofu and terraform use to say who holds it. */
async function lock(path: string): Promise<() => Promise<void>> {
  const file = join(dirname(path), `.${basename(path)}.lock.info`);
  const info: LockInfo = {
    ID: randomUUID(),
    Operation: "",
    Info: "",
    Who: `${userInfo().username}@${hostname()}`,
    Version: LANGUAGE_VERSION,
    Created: new Date().toISOString(),
    Path: path,
    Pid: process.pid,
  };
  const own = `${file}.${process.pid}`;
  await writeFile(own, JSON.stringify(info), { mode: 0o600 });
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        // A link appears whole or not at all, so two that try at once cannot both succeed.
        await link(own, file);
        return () => rm(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        const holder = await readHolder(file);
        if (attempt > 2 || (holder !== null && isAlive(holder))) throw lockedError(path, file, holder);
        await rm(file, { force: true });
      }
    }
  } finally {
    await rm(own, { force: true });
  }
}

async function readHolder(file: string): Promise<Partial<LockInfo> | null> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as Partial<LockInfo>;
  } catch {
    return null;
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

function lockedError(path: string, file: string, holder: Partial<LockInfo> | null): StateError {
  const who = holder?.Who ? ` by ${holder.Who} since ${holder.Created ?? "some time ago"}` : "";
  return new StateError(
    `The state ${path} is locked${who}. Wait until that is done; if nothing holds it any more, remove ${file}.`,
  );
}
