import type { ResolvePool } from "../../core/services.js";
import { hooksFault } from "./linked.js";

/** Where a run executes, unless a hook of its environment cannot be executed: then it ends before any agent has it. */
export const placeWithHooks =
  (placeOf: ResolvePool): ResolvePool =>
  (reader, workspace) => {
    const place = placeOf(reader, workspace);
    if ("error" in place) return place;
    const error = hooksFault(reader, workspace);
    return error === null ? place : { error };
  };
