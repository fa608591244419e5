import { BaseClock } from "./base-clock.js";
import type { ClockOptions, Moment } from "./clock.js";

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

  protected toWallClock(): () => void {
    const before = this.ahead;
    this.ahead = 0;
    return () => {
      this.ahead = before;
    };
  }

  protected realTimeUntil(at: Moment): number {
    return at - this.now();
  }
}
