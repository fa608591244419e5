import type { Attribute } from "./resource.js";

/** A time as the APIs write it, such as `2030-01-01T12:00:00.000Z`; null stays null. */
export function iso(at: number): string;
export function iso(at: number | null): string | null;
export function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** `status-timestamps`: when each status was reached. */
export const STATUS_TIMESTAMPS = {
  type: "object",
  pure: true,
  read: ({ statusTimestamps }) =>
    Object.fromEntries(Object.entries(statusTimestamps).map(([name, at]) => [name, iso(at)])),
} as const satisfies Attribute<{ readonly statusTimestamps: Readonly<Record<string, number>> }>;
