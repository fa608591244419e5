import type { Entities, EntityType } from "../core/entities.js";
import type { Clock } from "../platform/clock/index.js";

/** The change of an entity that a reset keeps. */
export type Keep = <E extends Entities[EntityType]>(entity: E) => E;

/** Replaces all entities of the sandbox, in one transaction. Entities that stay pass through `keep` first. */
export type Replacement = (keep: Keep) => void;

/** Runs a replacement without changing the clock. */
export const asTimeGoesOn = async (_clock: Clock, replace: Replacement): Promise<void> =>
  replace((entity) => entity);

/**
 * Runs a replacement and sets the clock to the machine's time, which may be days earlier. Times of kept objects are moved, so
 * that none of them is in the future, and tokens keep their remaining lifetime. If the replacement throws, the clock is
 * unchanged.
 */
export const restartingClock = (clock: Clock, replace: Replacement): Promise<void> =>
  clock.restart((moved) => {
    const now = clock.now();
    replace((entity) => atTime(entity, now, moved));
  });

/** Fields with past times. */
const PAST = ["createdAt", "lastSeenAt", "idleSince", "lastUsedAt", "lastLoginAt"];

/** Fields with times that are a certain time away. */
const TO_COME = ["expiresAt"];

function atTime<E extends object>(entity: E, now: number, moved: number): E {
  const times = Object.entries(entity).flatMap(([name, value]): [string, number][] => {
    if (typeof value !== "number") return [];
    if (PAST.includes(name)) return [[name, Math.min(value, now)]];
    return TO_COME.includes(name) ? [[name, value + moved]] : [];
  });
  return times.length === 0 ? entity : { ...entity, ...Object.fromEntries(times) };
}
