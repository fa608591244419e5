import { Backoff, isTransient } from "./backoff.js";
import type { Logger } from "./logger.js";
import type { RegisterResponse, TasksResponse } from "./protocol.js";
import type { Server } from "./server.js";

export interface PollOptions {
  readonly server: Server;
  readonly session: RegisterResponse;
  /** How many tasks could be taken on now. */
  readonly slots: () => number;
  /** Resolves when that number has grown. */
  readonly freed: () => Promise<void>;
  /** Obeys orders and starts tasks; the next poll waits for it. */
  readonly handle: (answer: TasksResponse) => Promise<void>;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Asks for work, always: also with no place free, since orders reach the agent at once this way. When a place becomes
 * free a new poll says so; the server answers the one before, which then brings nothing.
 */
export async function pollLoop(options: PollOptions): Promise<void> {
  const { server, session, handle, log, signal } = options;
  const backoff = new Backoff(signal);
  const late = new AbortController();
  const failed = new Promise<never>((_, reject) =>
    late.signal.addEventListener("abort", () => reject(late.signal.reason)),
  );
  failed.catch(() => {});
  for (;;) {
    signal.throwIfAborted();
    const freed = options.freed();
    const answer = server.poll(session.sessionToken, options.slots(), session.pollWait);
    try {
      const first = await Promise.race([answer, freed.then(() => null), failed]);
      if (first === null)
        answer.then(handle).catch((error) => {
          if (!isTransient(error)) late.abort(error);
        });
      else await handle(first);
      backoff.reset();
    } catch (error) {
      if (!isTransient(error)) throw error;
      log.debug(`a poll failed: ${(error as Error).message}`);
      await backoff.pause();
    }
  }
}
