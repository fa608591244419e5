import { type Agenda, type Clock, ClockError, type ClockOptions, type Fired, type Moment } from "./clock.js";

/** The longest timer in milliseconds; longer waits are split. It also limits how late a change of the wall clock is noticed. */
const LONGEST_TIMER = 10 * 60_000;
/** The largest advance in milliseconds, and the last moment that a date can represent. */
const LONGEST_ADVANCE = 100 * 366 * 24 * 3_600_000;
const STEPS_BETWEEN_YIELDS = 50;

/** The base of both kinds of clocks: listeners, the timer, and the walk through due times. */
export abstract class BaseClock implements Clock {
  abstract readonly mode: "real" | "virtual";
  abstract readonly offset: number;
  abstract now(): Moment;

  private readonly agendas = new Set<Agenda>();
  private readonly beforeListeners = new Set<(now: Moment) => void | Promise<void>>();
  private readonly restartedListeners = new Set<() => void>();
  private readonly advancedListeners = new Set<(now: Moment) => void>();
  private readonly onError: (error: unknown) => void;
  private timer: NodeJS.Timeout | undefined;
  private armedFor = Number.POSITIVE_INFINITY;
  private stopped = false;
  /** Advances and timers take turns on this chain. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(options: ClockOptions) {
    this.onError =
      options.onError ??
      ((error) =>
        queueMicrotask(() => {
          throw error;
        }));
  }

  /** Where the clock will stand after `ms`, in a form that `moveTo` can be bounded by. */
  protected abstract planAdvance(ms: number): { reached(at: Moment): boolean; finish(): void };
  protected abstract moveTo(at: Moment): void;
  /** Goes to the wall clock's time; the function that is returned goes back to where it was. */
  protected abstract toWallClock(): () => void;
  /** Milliseconds of real time until the moment; null if it does not come by itself. */
  protected abstract realTimeUntil(at: Moment): number | null;

  async advance(ms: number): Promise<Fired[]> {
    if (typeof ms !== "number" || !(ms >= 0 && ms <= LONGEST_ADVANCE))
      throw new ClockError(`The clock can be advanced by 0 ms to 100 years, not by ${ms}.`);
    return this.inTurn(() => this.walk(ms));
  }

  async restart(change: (moved: number) => void): Promise<void> {
    await this.inTurn(async () => {
      const before = this.now();
      const undo = this.toWallClock();
      try {
        change(this.now() - before);
      } catch (error) {
        undo();
        throw error;
      }
      for (const listener of [...this.restartedListeners]) listener();
      for (const agenda of [...this.agendas]) agenda.reread?.();
      this.advanced();
    });
  }

  onRestarted(listener: () => void): () => void {
    this.restartedListeners.add(listener);
    return () => this.restartedListeners.delete(listener);
  }

  beforeAdvance(listener: (now: Moment) => void | Promise<void>): () => void {
    this.beforeListeners.add(listener);
    return () => this.beforeListeners.delete(listener);
  }

  onAdvanced(listener: (now: Moment) => void): () => void {
    this.advancedListeners.add(listener);
    return () => this.advancedListeners.delete(listener);
  }

  keep(agenda: Agenda): { changed(): void; stop(): void } {
    this.agendas.add(agenda);
    this.arm();
    return {
      changed: () => this.arm(),
      stop: () => {
        this.agendas.delete(agenda);
        this.rearm();
      },
    };
  }

  stop(): void {
    this.stopped = true;
    this.rearm();
  }

  protected advanced(): void {
    this.rearm();
    for (const listener of [...this.advancedListeners]) listener(this.now());
  }

  private async walk(ms: number): Promise<Fired[]> {
    const fired: Fired[] = [];
    const plan = this.planAdvance(ms);
    for (let steps = 1; ; steps++) {
      const due = this.earliest((agenda) => agenda.nextDue());
      if (due === null || !plan.reached(due)) break;
      this.moveTo(due);
      await this.step(fired);
      if (steps % STEPS_BETWEEN_YIELDS === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    plan.finish();
    await this.step(fired);
    this.advanced();
    return fired;
  }

  private async step(fired: Fired[]): Promise<void> {
    for (const listener of [...this.beforeListeners]) await listener(this.now());
    for (const agenda of [...this.agendas]) for (const each of await agenda.fire()) fired.push(each);
  }

  private earliest(of: (agenda: Agenda) => Moment | null): Moment | null {
    let next: Moment | null = null;
    for (const agenda of this.agendas) {
      const due = of(agenda);
      if (due !== null && (next === null || due < next)) next = due;
    }
    return next;
  }

  private inTurn<R>(work: () => Promise<R>): Promise<R> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => {});
    return result;
  }

  private rearm(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.armedFor = Number.POSITIVE_INFINITY;
    this.arm();
  }

  /** One timer for the earliest due time; a later one never replaces it, it is only found to be early. */
  private arm(): void {
    const due = this.earliest((agenda) => agenda.nextLook());
    if (this.stopped || due === null || due >= this.armedFor) return;
    const delay = this.realTimeUntil(due);
    if (delay === null) return;
    clearTimeout(this.timer);
    this.armedFor = due;
    this.timer = setTimeout(() => this.ring(), Math.min(Math.max(delay, 0), LONGEST_TIMER));
    // A deadline alone is not a reason for the process to stay.
    this.timer.unref();
  }

  private ring(): void {
    this.inTurn(async () => {
      for (const agenda of [...this.agendas]) if (!this.stopped) await agenda.fire();
    }).then(() => this.rearm(), this.onError);
  }
}
