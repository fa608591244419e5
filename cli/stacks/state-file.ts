import { existsSync } from "node:fs";
import { copyFile, mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { lock } from "proper-lockfile";
import { emptyState, parseState, type StateFile, serializeState } from "../../provider/engine/index.js";
import { CliError } from "../errors.js";

/** A state file that this process holds the lock of. */
export class LockedState {
  private backedUp = false;

  private constructor(
    readonly path: string,
    private readonly unlock: () => Promise<void>,
  ) {}

  static async lock(path: string): Promise<LockedState> {
    await mkdir(dirname(path), { recursive: true });
    try {
      // The file may not exist yet, so it is not resolved; a lock of a killed process goes stale after 10 s.
      const unlock = await lock(path, {
        realpath: false,
        stale: 10_000,
        retries: { retries: 2, minTimeout: 250 },
      });
      return new LockedState(path, unlock);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ELOCKED") throw error;
      throw new CliError(
        "inUse",
        `The state ${path} is in use by another process (lock ${path}.lock). Wait until it is done, then try again.`,
      );
    }
  }

  read(): Promise<StateFile | null> {
    return readState(this.path);
  }

  /** Writes whole or not at all; the file as it was before the first write stays beside it as `.backup`. */
  async write(state: StateFile): Promise<void> {
    if (!this.backedUp && existsSync(this.path)) await copyFile(this.path, `${this.path}.backup`);
    this.backedUp = true;
    const temporary = `${this.path}.${process.pid}.tmp`;
    const file = await open(temporary, "w", 0o600);
    try {
      await file.writeFile(serializeState(state));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
  }

  async release(): Promise<void> {
    await this.unlock();
  }
}

/** Null when there is no file yet. */
export async function readState(path: string): Promise<StateFile | null> {
  if (!existsSync(path)) return null;
  const text = await readFile(path, "utf8");
  if (text.trim() === "") return emptyState();
  try {
    return parseState(text);
  } catch (error) {
    throw new CliError("failure", `The state ${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Runs `work` while the state is locked, and unlocks it whatever happens. */
export async function withState<T>(path: string, work: (state: LockedState) => Promise<T>): Promise<T> {
  const state = await LockedState.lock(path);
  try {
    return await work(state);
  } finally {
    await state.release();
  }
}
