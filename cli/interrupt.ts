import { Interrupted } from "./errors.js";
import { exitCodes } from "./exit-codes.js";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Turns signals into an abort: the first asks the command to come to a clean end, the second ends the process at
 * once (its exit handlers still release locks).
 */
export function interruptible(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const onSignal = (by: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      process.exit(by === "SIGINT" ? exitCodes.interrupted.code : exitCodes.terminated.code);
    }
    controller.abort(new Interrupted(by as (typeof signals)[number]));
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}
