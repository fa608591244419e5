import { BaseClock } from "./base-clock.js";
import type { ClockOptions, Moment } from "./clock.js";

/** A clock that is frozen until it is advanced. */
export class VirtualClock extends BaseClock {
  readonly mode = "virtual";
  readonly offset = 0;
  private time: Moment;

  constructor(options: ClockOptions) {
    super(options);
    this.time = options.now ?? Date.now();
  }

  now(): Moment {
    return this.time;
  }

  protected planAdvance(ms: number) {
    const target = this.time + ms;
    return {
      reached: (at: Moment) => at <= target,
      finish: () => {
        this.time = target;
      },
    };
  }

  protected moveTo(at: Moment): void {
    this.time = Math.max(this.time, at);
  }

  protected toWallClock(): () => void {
    const before = this.time;
    this.time = Date.now();
    return () => {
      this.time = before;
    };
  }

  /** Time does not pass by itself, but what is due already happens without an advance. */
  protected realTimeUntil(at: Moment): number | null {
    return at <= this.time ? 0 : null;
  }
}
