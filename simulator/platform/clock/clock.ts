/** A moment: milliseconds since the epoch, on the sandbox clock. */
export type Moment = number;

/** A deadline that was met. */
export interface Fired {
  readonly at: Moment;
  /** Name and rule of the row of the deadline table. */
  readonly name: string;
  readonly rule: string;
  readonly type: string;
  readonly id: string;
  /** Set when the effect failed and was rolled back. */
  readonly error?: string;
}

/** Something with due times that a clock keeps. */
export interface Agenda {
  /** When to look next: cheap, may be early, never late. */
  nextLook(): Moment | null;
  /** When something is due next, exactly. */
  nextDue(): Moment | null;
  /** Does what is due now. */
  fire(): Promise<Fired[]>;
  /** The clock was restarted: what is known of when to look holds no more. */
  reread?(): void;
}

/** Time as the simulator knows it. */
export interface Clock {
  readonly mode: "real" | "virtual";
  now(): Moment;
  /** Milliseconds a real clock is ahead of the wall clock; a virtual clock always has 0. The caller persists it. */
  readonly offset: number;
  /**
   * Moves the time forward, stopping at each due time on the way, and resolves with what fired. Calls queue up.
   * @throws ClockError if `ms` is not a time span
   */
  advance(ms: number): Promise<Fired[]>;
  /**
   * Sets the clock to the wall clock's time, which may lead back, together with a change of what is stored. `change` runs
   * when the new time holds, and is told how many milliseconds the clock has moved (negative: back). When it throws,
   * the clock is where it was. Waits its turn behind advances.
   */
  restart(change: (moved: number) => void): Promise<void>;
  /** Called when the clock was restarted, before anything is due at the new time. */
  onRestarted(listener: () => void): () => void;
  /** Called at each step of `advance`, when `now` is the new time and before anything fires. */
  beforeAdvance(listener: (now: Moment) => void | Promise<void>): () => void;
  /** Called when an advance has ended, or the clock was restarted. */
  onAdvanced(listener: (now: Moment) => void): () => void;
  /** Makes the clock keep an agenda; the returned handle tells it of an earlier due time, or ends it. */
  keep(agenda: Agenda): { changed(): void; stop(): void };
  /** Ends all timers. */
  stop(): void;
}

/** The clock was asked for what it cannot do, such as to advance backwards. */
export class ClockError extends Error {
  override readonly name = "ClockError";
  readonly code = "clock";
}

export interface ClockOptions {
  readonly mode: "real" | "virtual";
  /** Where a virtual clock starts; the wall clock's time when absent. */
  readonly now?: Moment;
  /** What a real clock is ahead of the wall clock. */
  readonly offset?: number;
  /** Told when firing fails as a whole; by default the error ends the process as an uncaught one. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Waits for real time to pass, whatever the sandbox clock does: for long polls and retries, never for a rule.
 * Resolves with false as soon as the signal is aborted.
 */
export function wait(ms: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(false);
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve(true);
    }, ms);
    const abort = () => {
      clearTimeout(timer);
      resolve(false);
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}
