/** A moment: milliseconds since the epoch, on the sandbox clock. */
export type Moment = number;

/** A deadline that has passed. */
export interface Fired {
  readonly at: Moment;
  /** Name and rule of the row of the deadline table. */
  readonly name: string;
  readonly rule: string;
  readonly type: string;
  readonly id: string;
  /** Set if the effect failed and was rolled back. */
  readonly error?: string;
}

/** A set of due times that a clock watches. */
export interface Agenda {
  /** When to look next. Cheap; may be too early, never too late. */
  nextLook(): Moment | null;
  /** When something is due next, exactly. */
  nextDue(): Moment | null;
  /** Does what is due now. */
  fire(): Promise<Fired[]>;
  /** The clock was restarted: earlier answers are no longer valid. */
  reread?(): void;
}

/** The simulator's clock. */
export interface Clock {
  readonly mode: "real" | "virtual";
  now(): Moment;
  /** Milliseconds a real clock is ahead of the wall clock; a virtual clock always has 0. The caller persists it. */
  readonly offset: number;
  /**
   * Advances the time, stopping at each due time on the way, and resolves with the deadlines that passed. Calls are queued.
   * @throws ClockError if `ms` is not a time span
   */
  advance(ms: number): Promise<Fired[]>;
  /**
   * Sets the clock to the wall clock's time, which may be earlier, together with a change of the store. `change` runs
   * at the new time and gets the milliseconds by which the clock has moved (negative: back). If it throws,
   * the clock returns to its old time. The call is queued behind advances.
   */
  restart(change: (moved: number) => void): Promise<void>;
  /** Called when the clock was restarted, before anything is due at the new time. */
  onRestarted(listener: () => void): () => void;
  /** Called at each step of `advance`, when `now` is the new time and before anything fires. */
  beforeAdvance(listener: (now: Moment) => void | Promise<void>): () => void;
  /** Called when an advance has ended, or the clock was restarted. */
  onAdvanced(listener: (now: Moment) => void): () => void;
  /** Adds an agenda to the clock. The returned handle reports an earlier due time, or removes the agenda. */
  keep(agenda: Agenda): { changed(): void; stop(): void };
  /** Ends all timers. */
  stop(): void;
}

/** The clock cannot do what was asked, such as advance backwards. */
export class ClockError extends Error {
  override readonly name = "ClockError";
  readonly code = "clock";
}

export interface ClockOptions {
  readonly mode: "real" | "virtual";
  /** The start of a virtual clock; by default the wall clock's time. */
  readonly now?: Moment;
  /** Milliseconds by which a real clock is ahead of the wall clock. */
  readonly offset?: number;
  /** Called if firing fails as a whole. By default the error is uncaught and ends the process. */
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
