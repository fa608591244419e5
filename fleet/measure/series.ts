const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Each width is a multiple of the one before. */
const WIDTHS = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  HOUR,
  4 * HOUR,
  12 * HOUR,
  24 * HOUR,
  168 * HOUR,
  840 * HOUR,
  8_400 * HOUR,
];
const MOST = 2_500;
/** The epoch was a Thursday; weeks begin on Monday. */
const MONDAY = 4 * 24 * HOUR;

/** The average state of a pool during a span of time. */
export interface Sample {
  /** Milliseconds from the origin to the beginning of the span. */
  readonly at: number;
  readonly queued: number;
  readonly running: number;
  readonly slots: number;
}

/** Slot-milliseconds that a pool used, and those that it had, in one of the 168 hours of a week. */
interface HourUse {
  busy: number;
  available: number;
}

interface Bucket {
  queued: number;
  running: number;
  slots: number;
}

/**
 * The length of a queue and the use of slots over time, in bounded memory: when there are too many spans, they become longer and
 * are added up. Everything is a time integral, so an average is exact.
 */
export class Series {
  private width = 0;
  private buckets: Bucket[] = [];
  /** Monday 00:00 UTC first. */
  readonly hours: HourUse[] = Array.from({ length: 168 }, () => ({ busy: 0, available: 0 }));
  private last = 0;
  private edge = 0;
  private bucket: Bucket = { queued: 0, running: 0, slots: 0 };
  private hour = this.hours[0]!;

  constructor(private readonly origin: number) {
    this.open();
  }

  /** From the last call until `now`, these held. */
  advance(now: number, queued: number, running: number, slots: number): void {
    while (this.last < now) {
      const end = Math.min(now, this.edge);
      const span = end - this.last;
      this.bucket.queued += queued * span;
      this.bucket.running += running * span;
      this.bucket.slots += slots * span;
      this.hour.busy += running * span;
      this.hour.available += slots * span;
      this.last = end;
      if (end === this.edge) this.open();
    }
  }

  samples(): readonly Sample[] {
    const width = WIDTHS[this.width]!;
    return this.buckets
      .map(({ queued, running, slots }, at) => {
        const span = Math.min(width, this.last - at * width);
        return { at: at * width, queued: queued / span, running: running / span, slots: slots / span };
      })
      .filter(({ at }) => at < this.last);
  }

  /** Milliseconds that a sample stands for. */
  get sampleWidth(): number {
    return WIDTHS[this.width]!;
  }

  private open(): void {
    let width = WIDTHS[this.width]!;
    while (this.last / width >= MOST && this.width < WIDTHS.length - 1) width = this.widen();
    const at = Math.floor(this.last / width);
    while (this.buckets.length <= at) this.buckets.push({ queued: 0, running: 0, slots: 0 });
    this.bucket = this.buckets[at]!;
    const wall = this.origin + this.last;
    this.hour = this.hours[Math.floor((((wall - MONDAY) % (168 * HOUR)) + 168 * HOUR) / HOUR) % 168]!;
    const nextHour = (Math.floor(wall / HOUR) + 1) * HOUR - this.origin;
    this.edge = Math.min((at + 1) * width, nextHour);
  }

  private widen(): number {
    const factor = WIDTHS[this.width + 1]! / WIDTHS[this.width]!;
    const wider: Bucket[] = [];
    this.buckets.forEach(({ queued, running, slots }, at) => {
      const into = Math.floor(at / factor);
      while (wider.length <= into) wider.push({ queued: 0, running: 0, slots: 0 });
      wider[into]!.queued += queued;
      wider[into]!.running += running;
      wider[into]!.slots += slots;
    });
    this.buckets = wider;
    this.width += 1;
    return WIDTHS[this.width]!;
  }
}
