import { Backoff, isTransient } from "./protocol/backoff.js";
import type { RegisterResponse, TasksResponse } from "./protocol/protocol.js";
import type { Server } from "./protocol/server.js";
import type { Logger } from "./settings/logger.js";

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
 * free a new poll says so; the server answers the one before. That answer may bring a task that was handed out in the
 * same moment, so the new poll says that it is still awaited.
 */
export async function pollLoop(options: PollOptions): Promise<void> {
  const { server, session, handle, log, signal } = options;
  const backoff = new Backoff(signal);
  const late = new AbortController();
  const failed = new Promise<never>((_, reject) =>
    late.signal.addEventListener("abort", () => reject(late.signal.reason)),
  );
  failed.catch(() => {});
  /** Polls that later ones took the place of, and whose answers are not handled yet. */
  let awaited = 0;
  for (;;) {
    signal.throwIfAborted();
    const asked = options.slots();
    const answer = server.poll(session.sessionToken, asked, session.pollWait, awaited > 0);
    const open = { over: false };
    try {
      const first = await Promise.race([answer, moreFree(options, asked, open), failed]);
      if (first === null) {
        awaited += 1;
        answer
          .then(handle)
          .catch((error) => {
            if (!isTransient(error)) late.abort(error);
          })
          .finally(() => {
            awaited -= 1;
          });
      } else await handle(first);
      backoff.reset();
    } catch (error) {
      if (!isTransient(error)) throw error;
      log.debug(`a poll failed: ${(error as Error).message}`);
      await backoff.pause();
    } finally {
      open.over = true;
    }
  }
}

/**
 * Resolves when more places are free than the open poll has asked for. A place that was only reserved, for a task that
 * then was not to be started, is not a reason to ask again: the new poll would take back what this one is about to bring.
 */
async function moreFree(
  { slots, freed }: PollOptions,
  asked: number,
  open: { readonly over: boolean },
): Promise<null> {
  while (!open.over && slots() <= asked) await freed();
  return null;
}
