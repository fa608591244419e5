import type { Services } from "../../core/services.js";
import type { Scrape } from "./types.js";

/** What metrics are read from, as it is now. */
export function scrape({ store, accountId, clock, dispatch }: Services): Scrape {
  const { pools } = dispatch.dispatcher;
  return {
    reader: store,
    accountId,
    now: clock.now(),
    queued: (pool) => pools.queued(pool),
    next: (pool) => pools.nextTask(pool),
  };
}
