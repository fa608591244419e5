import type { Dispatch } from "../../agents/dispatch.js";
import type { Services } from "../../core/services.js";
import type { Metrics } from "../../platform/metrics/types.js";
import { METRICS, type Scrape } from "./table.js";

/** What metrics are read from, as it is now. */
function scrape({ store, accountId, clock }: Services, { dispatcher: { pools } }: Dispatch): Scrape {
  return {
    reader: store,
    accountId,
    now: clock.now(),
    queued: (pool) => pools.queued(pool),
    next: (pool) => pools.nextTask(pool),
  };
}

/** The metrics of a sandbox. */
export const metricsOf = (services: Services, dispatch: Dispatch): Metrics<Scrape> => ({
  table: METRICS,
  source: () => scrape(services, dispatch),
});
