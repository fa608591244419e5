import { setTimeout as sleep } from "node:timers/promises";
import { AgentError } from "../process/exit-codes.js";
import { HttpError } from "./http.js";

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 10_000;

/** Growing pauses, with jitter so that many agents do not reconnect at the same moment. */
export class Backoff {
  private next = FIRST_PAUSE;

  constructor(private readonly signal: AbortSignal) {}

  async pause(): Promise<void> {
    const ms = this.next * (0.75 + Math.random() / 2);
    this.next = Math.min(this.next * 2, LONGEST_PAUSE);
    await sleep(ms, undefined, { signal: this.signal });
  }

  reset(): void {
    this.next = FIRST_PAUSE;
  }
}

/** Error codes of this machine, such as a full disk, or of fetched files. */
const LOCAL = /^(ENOSPC|EDQUOT|EFBIG|EROFS|EACCES|EPERM|ENOENT|EEXIST|EISDIR|ENOTDIR|TAR_\w+)$/;

/** Whether a retry can succeed: the server was unreachable, is overloaded, or has failed. */
export function isTransient(error: unknown): boolean {
  if (error instanceof HttpError) return error.status >= 500 || error.status === 429;
  if (!(error instanceof Error) || error instanceof AgentError) return false;
  return !LOCAL.test(String((error as NodeJS.ErrnoException).code));
}

/**
 * Retries an idempotent call until it succeeds, is rejected, or the signal is aborted. It waits for a server that is being
 * restarted.
 */
export async function persist<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
  onFailure: (error: Error) => void = () => {},
): Promise<T> {
  const backoff = new Backoff(signal);
  for (;;) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || signal.aborted) throw error;
      onFailure(error as Error);
    }
    await backoff.pause();
  }
}
