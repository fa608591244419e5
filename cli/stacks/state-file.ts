import { type LocalState, type LockedFor, openLocalState } from "../../engine/index.js";

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
