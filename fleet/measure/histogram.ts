/** Ratio of each bucket's upper end to its lower end. */
const GROWTH = 1.01;
const LOG_GROWTH = Math.log(GROWTH);
/** Durations below a millisecond share one bucket. */
const LEAST = 1;

/**
 * The distribution of durations in bounded memory. Count, mean and maximum are exact; quantiles are within half a percent.
 * Buckets grow geometrically from a millisecond, so a century needs fewer than 3,000 of them.
 */
export class Histogram {
  private readonly buckets: number[] = [];
  private zeros = 0;
  private total = 0;
  private sum = 0;
  private longest = 0;

  /** Adds a duration in milliseconds. */
  add(duration: number): void {
    this.total += 1;
    this.sum += duration;
    if (duration > this.longest) this.longest = duration;
    if (duration < LEAST) this.zeros += 1;
    else {
      const bucket = Math.floor(Math.log(duration / LEAST) / LOG_GROWTH);
      while (this.buckets.length <= bucket) this.buckets.push(0);
      this.buckets[bucket]! += 1;
    }
  }

  get count(): number {
    return this.total;
  }

  /** Null if nothing was added. */
  get mean(): number | null {
    return this.total === 0 ? null : this.sum / this.total;
  }

  get max(): number | null {
    return this.total === 0 ? null : this.longest;
  }

  /** The quantile of a part from 0 to 1, within half a percent. Null if nothing was added. */
  quantile(part: number): number | null {
    if (this.total === 0) return null;
    let rank = Math.max(1, Math.ceil(part * this.total)) - this.zeros;
    if (rank <= 0) return 0;
    for (let bucket = 0; bucket < this.buckets.length; bucket++) {
      rank -= this.buckets[bucket]!;
      if (rank <= 0) return Math.min(LEAST * GROWTH ** (bucket + 0.5), this.longest);
    }
    return this.longest;
  }
}
