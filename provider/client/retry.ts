import { setTimeout as sleep } from "node:timers/promises";
import { ScalrApiError, ScalrConnectionError } from "./errors.js";

export interface RetryOptions {
  /** How often a call is retried after its first failure; 0 for never. */
  readonly limit: number;
  /** Milliseconds before the first retry; each further wait doubles. */
  readonly delay: number;
  /** The longest wait in milliseconds without a `Retry-After`. */
  readonly maxDelay: number;
  /** The longest `Retry-After` in milliseconds. If the server asks for more, the call fails. */
  readonly maxAsked: number;
  /** Called before each wait: its milliseconds, whether the server asked for it, and what failed. */
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

/** The milliseconds of a `Retry-After`, which is a number of seconds or a date; null if it is neither. */
export function askedFor(header: string | null): number | null {
  if (header === null) return null;
  const asked = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(asked) ? null : Math.max(0, asked);
}

/**
 * Whether it is harmless to retry the call. A refused connection and a 429 had no effect. After a lost connection, a timeout or a
 * 5xx the effect is unknown, so only idempotent calls are retried: every method here but POST.
 */
function isRetryable(method: string, error: unknown): boolean {
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

/** Runs `attempt` until it succeeds, fails permanently, or reaches the limit. `attempt` gets the number of earlier failures. */
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
