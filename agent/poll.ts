import { Backoff, isTransient } from "./protocol/backoff.js";
import type { RegisterResponse, TasksResponse } from "./protocol/protocol.js";
import type { Server } from "./protocol/server.js";
import type { Logger } from "./settings/logger.js";

export interface PollOptions {
  readonly server: Server;
  readonly session: RegisterResponse;
  /** How many tasks the agent has room for in all; 0 when it takes no more. */
  readonly slots: () => number;
  /** Whether a task that was handed out is still to be started: the server must not take it back. */
  readonly owes: () => boolean;
  /** Obeys orders and starts tasks; the next poll waits for it. */
  readonly handle: (answer: TasksResponse) => Promise<void>;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Polls for tasks all the time, even without a free place, because a poll also delivers orders at once. The server counts the
 * agent's tasks, so an open poll stays valid when a task ends.
 */
export async function pollLoop({
  server,
  session,
  slots,
  owes,
  handle,
  log,
  signal,
}: PollOptions): Promise<void> {
  const backoff = new Backoff(signal);
  for (;;) {
    signal.throwIfAborted();
    try {
      await handle(await server.poll(session.sessionToken, slots(), session.pollWait, owes()));
      backoff.reset();
    } catch (error) {
      if (!isTransient(error)) throw error;
      log.debug(`a poll failed: ${(error as Error).message}`);
      await backoff.pause();
    }
  }
}
