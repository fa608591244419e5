import { setTimeout as sleep } from "node:timers/promises";
import { ScalrApiError, ScalrConnectionError } from "./errors.js";

export interface RetryOptions {
  /** How often a call is repeated after its first failure; 0 for never. */
  readonly limit: number;
  /** Milliseconds before the first repetition; each further wait doubles. */
  readonly delay: number;
  /** The longest wait in milliseconds that nobody asked for. */
  readonly maxDelay: number;
  /** The longest wait in milliseconds that the server may ask for by `Retry-After`; where it asks for more the call fails. */
  readonly maxAsked: number;
  /** Told of each wait before a repetition: its milliseconds, whether the server asked for it, and what failed. */
  readonly onWait?: (wait: Wait) => void;
}

export interface Wait {
  readonly milliseconds: number;
  readonly asked: boolean;
  readonly error: unknown;
}

export const DEFAULT_RETRY: RetryOptions = {
  limit: 5,
  delay: 100,
  maxDelay: 30_000,
  maxAsked: 300_000,
};

/** Milliseconds that a `Retry-After` asks for, which is a number of seconds or a date; null where it is neither. */
export function askedFor(header: string | null): number | null {
  if (header === null) return null;
  const asked = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(asked) ? null : Math.max(0, asked);
}

/** A failed attempt and how long the server asked to wait, in milliseconds, where it did. */
export interface Failure {
  readonly error: unknown;
  readonly retryAfter: number | null;
}

/**
 * Whether repeating the call is harmless. A refused connection and a 429 did nothing. After a lost connection, a timeout or a
 * 5xx nobody knows, so only calls that have the same effect when repeated are: every method here but POST.
 */
export function isRetryable(method: string, error: unknown): boolean {
  const repeatable = method !== "POST";
  if (error instanceof ScalrConnectionError) {
    if (error.fault === "refused") return true;
    return repeatable && (error.fault === "dropped" || error.fault === "timeout");
  }
  if (error instanceof ScalrApiError) {
    return error.status === 429 || (repeatable && error.status >= 500);
  }
  return false;
}

/** Runs `attempt` until it succeeds, fails for good, or the limit is reached. `attempt` gets how often it failed before. */
export async function retrying<T>(
  method: string,
  options: RetryOptions,
  signal: AbortSignal | undefined,
  attempt: (failures: number) => Promise<T>,
  retryAfter: (error: unknown) => number | null,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt(failures);
    } catch (error) {
      if (failures >= options.limit || signal?.aborted || !isRetryable(method, error)) throw error;
      const backoff = Math.min(options.delay * 2 ** failures * (0.75 + Math.random() / 2), options.maxDelay);
      const asked = retryAfter(error);
      if (asked !== null && asked > options.maxAsked) throw error;
      const wait = asked ?? backoff;
      options.onWait?.({ milliseconds: wait, asked: asked !== null, error });
      try {
        await sleep(wait, undefined, { signal });
      } catch {
        throw error; // Canceled while waiting: the failure that led here says more.
      }
    }
  }
}
