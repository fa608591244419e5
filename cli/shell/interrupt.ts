import { Interrupted } from "./errors.js";
import { exitCodes } from "./exit-codes.js";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export interface Interruption {
  readonly signal: AbortSignal;
  /** Replaces what a second signal does. */
  onSecond(handler: () => void): void;
  dispose(): void;
}

/**
 * Turns signals into an abort: the first asks the command to come to a clean end, the second ends the process at
 * once (its exit handlers still release locks).
 */
export function interruptible(): Interruption {
  const controller = new AbortController();
  let onSecond = (by: NodeJS.Signals): void => {
    process.exit(by === "SIGINT" ? exitCodes.interrupted.code : exitCodes.terminated.code);
  };
  const onSignal = (by: NodeJS.Signals) => {
    if (controller.signal.aborted) onSecond(by);
    else controller.abort(new Interrupted(by as (typeof signals)[number]));
  };
  for (const name of signals) process.on(name, onSignal);
  return {
    signal: controller.signal,
    onSecond: (handler) => {
      onSecond = handler;
    },
    dispose: () => {
      for (const name of signals) process.off(name, onSignal);
    },
  };
}

/**
 * Resolves when standard input ends: the parent holds its other end, and the system closes it whatever way the
 * parent dies, SIGKILL included.
 */
export function exitWithParent(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.on("end", () => resolve());
    process.stdin.on("error", () => resolve());
    process.stdin.resume();
    signal.addEventListener("abort", () => process.stdin.destroy(), { once: true });
  });
}
