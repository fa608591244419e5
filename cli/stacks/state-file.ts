import {
  type Edited,
  type LocalState,
  type LockedFor,
  openLocalState,
  type StateFile,
} from "../../engine/index.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { oneStack } from "./locate.js";

/** Runs `work` while the state is locked, and unlocks it whatever happens. */
export async function withState<T>(
  path: string,
  operation: LockedFor,
  work: (state: LocalState) => Promise<T>,
): Promise<T> {
  const state = await openLocalState(path, operation);
  try {
    return await work(state);
  } finally {
    await state.close();
  }
}

interface Where {
  readonly folder: string;
  readonly stack: readonly string[];
  readonly state: string | undefined;
}

/** Changes the state of a folder's stack under its lock, and returns the addresses of what changed. */
export async function editState(
  where: Where,
  context: Context,
  edit: (state: StateFile) => Edited,
): Promise<readonly string[]> {
  const { statePath } = await oneStack(where.folder, where, context.env, context);
  return withState(statePath, "state", async (local) => {
    if (local.state === null)
      throw new CliError("failure", `There is no state at ${statePath}: nothing has been applied yet.`);
    const { state, changed } = edit(local.state);
    await local.write(state);
    return changed;
  });
}
