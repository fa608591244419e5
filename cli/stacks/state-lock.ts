import { rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { lock } from "proper-lockfile";
import { CliError } from "../errors.js";
import { readJsonObject } from "../json-file.js";

/** Who holds the lock of a state, in a file beside it for those who find it locked. */
interface Owner {
  readonly pid: number;
  readonly host: string;
}

const ownerFile = (path: string): string => `${path}.lock.owner`;

/**
 * Locks a state file, which need not exist yet; resolves with what unlocks it. A process that was killed on this
 * machine holds nothing any more; one on another machine is given up after 10 s without a sign of life.
 */
export async function lockState(path: string): Promise<() => Promise<void>> {
  let unlock: () => Promise<void>;
  try {
    unlock = await lockNow(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
    const owner = await ownerOf(path);
    if (owner === undefined || !hasDied(owner)) throw inUse(path, owner);
    await rm(`${path}.lock`, { recursive: true, force: true });
    unlock = await lockNow(path).catch(() => Promise.reject(inUse(path, undefined)));
  }
  const owner: Owner = { pid: process.pid, host: hostname() };
  await writeFile(ownerFile(path), JSON.stringify(owner), { mode: 0o600 });
  return async () => {
    await rm(ownerFile(path), { force: true });
    await unlock();
  };
}

function lockNow(path: string): Promise<() => Promise<void>> {
  return lock(path, { realpath: false, stale: 10_000, retries: { retries: 2, minTimeout: 250 } });
}

async function ownerOf(path: string): Promise<Owner | undefined> {
  try {
    return (await readJsonObject(ownerFile(path))) as unknown as Owner;
  } catch {
    return undefined;
  }
}

function hasDied({ pid, host }: Owner): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function inUse(path: string, owner: Owner | undefined): CliError {
  const who = owner === undefined ? "another process" : `process ${owner.pid} on ${owner.host}`;
  return new CliError(
    "inUse",
    `The state ${path} is in use by ${who} (lock ${path}.lock). Wait until it is done, then try again.`,
  );
}
