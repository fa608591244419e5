import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { lchown, lstat, readdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { isInside, readInside, readSmallInside } from "../../files/inside.js";
import { parseStateRecord, type StateRecord } from "./state-record.js";

/** The folders of one task, which are removed when the task has ended. */
export interface Scratch {
  readonly configurationDir: string;
  readonly outDir: string;
  readonly tmpDir: string;
  /** The files of the registry's hooks. Created only if there are any. */
  readonly hookTreesDir: string;
  /** The files of external checks of Checkov; it is made when there are some. */
  readonly checksDir: string;
  readonly statePath: string;
  readonly planPath: string;
  /** Records where the state of an apply is written, for an agent that finds the folder after a crash. */
  noteState(record: StateRecord, path: string): Promise<void>;
  /** Reads a file that the task left. @throws Error when the path, or a link on it, leads out of the task's folder */
  read(path: string): Promise<Buffer>;
  /** The same for a file of at most `limit` bytes; null when it has more. */
  readSmall(path: string, limit: number): Promise<Buffer | null>;
  /** Gives all of it to one user, and nobody else. */
  giveTo(user: number): Promise<void>;
  /** Used in place of a shared folder where tasks must not share one. */
  readonly ownSharedDir: string;
  remove(): Promise<void>;
}

/** A state that an apply is writing in its task's folder. */
export interface GrowingState extends StateRecord {
  /** Relative to the task's folder. */
  readonly path: string;
  /** Id of the user that the task runs as; null for the agent's own. */
  readonly user: number | null;
}

/** Suffix of the file with the `GrowingState`, which is beside the task's folder and has its name. */
export const STATE_RECORD = ".state-record.json";

/** Makes the folders of a task. */
export async function taskFolder(dir: string): Promise<Scratch> {
  const [configurationDir, outDir, tmpDir] = ["configuration", "out", "tmp"].map((name) =>
    join(dir, name),
  ) as [string, string, string];
  // Small steps, each of which is quicker than waiting for a thread that does it.
  for (const each of [dir, configurationDir, outDir, tmpDir])
    mkdirSync(each, { recursive: each === dir, mode: 0o700 });
  // Beside the folder, which may be another user's.
  const record = `${dir}${STATE_RECORD}`;
  let owner: number | null = null;
  return {
    configurationDir,
    outDir,
    tmpDir,
    hookTreesDir: join(dir, "hooks"),
    checksDir: join(dir, "checks"),
    statePath: join(dir, "state"),
    planPath: join(dir, "plan"),
    async noteState(about, path) {
      const state: GrowingState = { ...about, path: relative(dir, path), user: owner };
      // Renamed into place: the agent can be killed at any moment, and half a record is useless.
      writeFileSync(`${record}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${record}.new`, record);
    },
    read: (path) => readInside(dir, path, owner ?? undefined),
    readSmall: (path, limit) => readSmallInside(dir, path, limit, owner ?? undefined),
    async giveTo(user) {
      owner = user;
      await giveTo(dir, user);
    },
    ownSharedDir: join(dir, "shared"),
    async remove() {
      // A folder that another user may change is removed by careful steps, whatever is in it.
      if (owner !== null || !removeSmall(dir)) await rm(dir, { recursive: true, force: true, maxRetries: 3 });
      rmSync(record, { force: true });
    },
  };
}

/** Reads the record of a state; null for anything else. Its path never leads out of the task's folder. */
export function parseGrowingState(text: string): GrowingState | null {
  const record = parseStateRecord(text);
  if (record === null) return null;
  const { path, user } = JSON.parse(text) as Record<string, unknown>;
  if (!isInside(path) || !(user === null || Number.isSafeInteger(user))) return null;
  return { ...record, path, user: user as number | null };
}

/** Changes the links themselves, never their targets. */
async function giveTo(path: string, user: number): Promise<void> {
  await lchown(path, user, user);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await giveTo(join(path, name), user);
}

/** Files and folders up to which a folder counts as small. */
const MOST_ENTRIES = 40;

/**
 * Removes a small folder at once, which is quicker than waiting for a thread for each of its files. Links are removed, not
 * followed. Returns false if the folder has more entries or something cannot be removed; a part of it may be gone then.
 */
function removeSmall(folder: string): boolean {
  try {
    const files: string[] = [];
    const folders: string[] = [folder];
    for (const each of folders)
      for (const entry of readdirSync(each, { withFileTypes: true })) {
        (entry.isDirectory() ? folders : files).push(join(each, entry.name));
        if (files.length + folders.length > MOST_ENTRIES) return false;
      }
    for (const file of files) unlinkSync(file);
    for (const each of folders.reverse()) rmdirSync(each);
    return true;
  } catch {
    return false;
  }
}
