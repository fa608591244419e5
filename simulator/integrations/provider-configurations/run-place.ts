import type { ResolvePool } from "../../core/services.js";
import { providersFor } from "./resolve.js";

/**
 * Where a run executes: in its pool, unless a provider configuration that it would get cannot be used. Then it ends at
 * once, before any agent has it, and delays no other run.
 */
export const runPlaceFor =
  (poolFor: ResolvePool): ResolvePool =>
  (reader, workspace) => {
    const place = poolFor(reader, workspace);
    if ("error" in place) return place;
    const { error } = providersFor(reader, workspace);
    return error === undefined ? place : { error };
  };
