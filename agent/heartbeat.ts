import { setTimeout as sleep } from "node:timers/promises";
import { isTransient } from "./protocol/backoff.js";
import type { HeartbeatRequest, Orders, RegisterResponse } from "./protocol/protocol.js";
import type { Server } from "./protocol/server.js";
import type { Logger } from "./settings/logger.js";

/** Sends heartbeats at the server's interval, with the tasks that the agent runs, and passes on the orders in the responses. */
export async function heartbeatLoop(
  server: Server,
  session: RegisterResponse,
  report: () => Promise<HeartbeatRequest>,
  obey: (orders: Orders) => void,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  let silent = false;
  for (;;) {
    await sleep(session.heartbeatInterval * 1_000, undefined, { signal });
    try {
      const orders = await server.heartbeat(session.sessionToken, await report());
      if (silent) log.info("the server answers again");
      silent = false;
      obey(orders);
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (!silent) log.warn(`the server does not answer: ${(error as Error).message}`);
      silent = true;
    }
  }
}
