import { setTimeout as sleep } from "node:timers/promises";
import { ScalrApiError, ScalrConnectionError } from "./errors.js";

export interface RetryOptions {
  /** How often a call is repeated after its first failure; 0 for never. */
  readonly limit: number;
  /** Milliseconds before the first repetition; each further wait doubles. */
  readonly delay: number;
  /** The longest wait in milliseconds, also when the server's `Retry-After` says more. */
  readonly maxDelay: number;
}

export const DEFAULT_RETRY: RetryOptions = { limit: 5, delay: 100, maxDelay: 30_000 };

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
      const backoff = options.delay * 2 ** failures * (0.75 + Math.random() / 2);
      const wait = Math.min(retryAfter(error) ?? backoff, options.maxDelay);
      try {
        await sleep(wait, undefined, { signal });
      } catch {
        throw error; // Canceled while waiting: the failure that led here says more.
      }
    }
  }
}
