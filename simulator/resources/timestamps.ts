import type { Attribute } from "./resource.js";

/** `status-timestamps`: when each status was reached. */
export const STATUS_TIMESTAMPS = {
  type: "object",
  pure: true,
  read: ({ statusTimestamps }) =>
    Object.fromEntries(
      Object.entries(statusTimestamps).map(([name, at]) => [name, new Date(at).toISOString()]),
    ),
} as const satisfies Attribute<{ readonly statusTimestamps: Readonly<Record<string, number>> }>;
