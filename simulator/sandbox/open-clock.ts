import type { Logger } from "pino";
import { newId } from "../core/ids.js";
import type { Store } from "../core/schema.js";
import { type Clock, createClock } from "../platform/clock/index.js";
import type { SimulatorOptions } from "../platform/start/options.js";

/**
 * The sandbox's clock. Each step of an advance is stored before anything happens at that time. So the clock never goes back after
 * a restart, in either mode.
 */
export function openClock(store: Store, log: Logger, options: SimulatorOptions): Clock {
  const stored = store.get("sandbox", "sandbox");
  const mode = options.clock ?? "real";
  const onError = (error: unknown) =>
    log.error({ err: error }, "The deadlines that were due could not be applied.");
  const start = createClock({ mode: "real", offset: stored?.clockOffset ?? 0 }).now();
  const reached = Math.max(start, stored?.virtualNow ?? 0);
  const clock =
    mode === "virtual"
      ? createClock({ mode, now: stored?.virtualNow ?? (stored ? start : (options.now ?? start)), onError })
      : createClock({ mode, offset: (stored?.clockOffset ?? 0) + reached - start, onError });
  const keep = () => {
    const position = { clockOffset: clock.offset, virtualNow: mode === "virtual" ? clock.now() : null };
    store.transact((tx) => {
      const identity = tx.get("sandbox", "sandbox")?.identity || newId("sbx");
      if (tx.get("sandbox", "sandbox")) tx.update("sandbox", "sandbox", { identity, ...position });
      else tx.insert<"sandbox">({ type: "sandbox", id: "sandbox", identity, ...position });
    });
  };
  keep();
  clock.beforeAdvance(keep);
  clock.onRestarted(keep);
  return clock;
}
