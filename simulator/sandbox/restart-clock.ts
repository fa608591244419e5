import type { Entities, EntityType } from "../core/entities.js";
import type { Clock } from "../platform/clock/index.js";

/** What happens to an entity that a reset keeps. */
export type Keep = <E extends Entities[EntityType]>(entity: E) => E;

/** Replaces what the sandbox holds, in one transaction; what stays of it passes through `keep` first. */
export type Replacement = (keep: Keep) => void;

/** Carries out a replacement; the clock continues. */
export const asTimeGoesOn = async (_clock: Clock, replace: Replacement): Promise<void> =>
  replace((entity) => entity);

/**
 * Carries out a replacement while the clock goes to the machine's time, which may lead back by days. Nothing that is kept was
 * made or seen at a time that has not come; what expires has as long to go as it had. When the replacement throws, the
 * clock is where it was.
 */
export const restartingClock = (clock: Clock, replace: Replacement): Promise<void> =>
  clock.restart((moved) => {
    const now = clock.now();
    replace((entity) => atTime(entity, now, moved));
  });

/** Moments that are in the past of whatever has them. */
const PAST = ["createdAt", "lastSeenAt", "idleSince", "lastUsedAt", "lastLoginAt"];

/** Moments that are some time away. */
const TO_COME = ["expiresAt"];

function atTime<E extends object>(entity: E, now: number, moved: number): E {
  const times = Object.entries(entity).flatMap(([name, value]): [string, number][] => {
    if (typeof value !== "number") return [];
    if (PAST.includes(name)) return [[name, Math.min(value, now)]];
    return TO_COME.includes(name) ? [[name, value + moved]] : [];
  });
  return times.length === 0 ? entity : { ...entity, ...Object.fromEntries(times) };
}
