/** The state in a file of this machine: locked while it is open, written whole or not at all. */
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { StateFile } from "../interfaces/state-file.js";
import { StateError } from "./checks.js";
import { lockStateFile } from "./lock.js";
import type { LockedFor } from "./lock-info.js";
import { parseState, serializeState } from "./state.js";

export interface LocalState {
  readonly path: string;
  /** As it was last read or written; null when there is no file, or an empty one. */
  readonly state: StateFile | null;
  /** The file as it was before the first write stays beside it, as `.backup`. */
  write(state: StateFile): Promise<void>;
  /** Gives up the lock. */
  close(): Promise<void>;
}

/**
 * Locks a state file, which need not exist yet, and reads it.
 *
 * @throws StateLockedError when another process holds it, this engine, OpenTofu or Terraform
 * @throws StateError when it holds no state
 */
export async function openLocalState(path: string, operation: LockedFor): Promise<LocalState> {
  await mkdir(dirname(path), { recursive: true });
  const lock = await lockStateFile(path, operation);
  let state: StateFile | null;
  try {
    state = await readLocalState(path);
  } catch (error) {
    await lock.release();
    throw error;
  }
  let backedUp = state === null;
  return {
    path,
    get state() {
      return state;
    },
    async write(next) {
      if (!backedUp) await copyFile(path, `${path}.backup`);
      backedUp = true;
      await lock.write(serializeState(next));
      state = next;
    },
    close: () => lock.release(),
  };
}

/**
 * Reads a state file without its lock. Null when there is no file, or an empty one: OpenTofu locks a state that does not
 * exist yet as an empty file.
 *
 * @throws StateError when it holds no state
 */
export async function readLocalState(path: string): Promise<StateFile | null> {
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
    throw new StateError(`The state ${path} cannot be read: ${(error as Error).message}`);
  }
}
