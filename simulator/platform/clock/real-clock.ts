import { BaseClock } from "./base-clock.js";
import { ClockError, type ClockOptions, type Moment } from "./clock.js";

/** The wall clock plus an offset. */
export class RealClock extends BaseClock {
  readonly mode = "real";
  private ahead: number;

  constructor(options: ClockOptions) {
    super(options);
    this.ahead = options.offset ?? 0;
  }

  get offset(): number {
    return this.ahead;
  }

  now(): Moment {
    return Date.now() + this.ahead;
  }

  setOffset(ms: number): void {
    if (!Number.isFinite(ms))
      throw new ClockError(`The clock's offset must be a number of milliseconds, not ${ms}.`);
    this.ahead = ms;
    this.advanced();
  }

  protected planAdvance(ms: number) {
    const target = this.ahead + ms;
    return {
      reached: (at: Moment) => at <= Date.now() + target,
      finish: () => {
        this.ahead = target;
      },
    };
  }

  protected moveTo(at: Moment): void {
    this.ahead += Math.max(0, at - this.now());
  }

  protected realTimeUntil(at: Moment): number {
    return at - this.now();
  }
}
