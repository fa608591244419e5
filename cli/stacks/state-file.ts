import { existsSync } from "node:fs";
import { copyFile, mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { emptyState, parseState, type StateFile, serializeState } from "../../engine/index.js";
import { CliError } from "../errors.js";
import { lockState } from "./state-lock.js";

/** A state file that this process holds the lock of. */
export class LockedState {
  private backedUp = false;

  private constructor(
    readonly path: string,
    private readonly unlock: () => Promise<void>,
  ) {}

  static async lock(path: string): Promise<LockedState> {
    await mkdir(dirname(path), { recursive: true });
    return new LockedState(path, await lockState(path));
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
