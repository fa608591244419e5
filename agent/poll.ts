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
 * Asks for work, always: also with no place free, since orders reach the agent at once this way. The server counts what the
 * agent has, so an open poll stays right when a task ends, and nothing has to be asked again.
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
