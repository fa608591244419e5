import { readFileSync } from "node:fs";

/** Milliseconds between two looks at whether this process comes to its turn. */
const LOOK = 20;

/** Milliseconds for which the main thread was ready and had no processor, since its start; null where the system does not say so. */
function withoutProcessor() {
  try {
    return Number(readFileSync("/proc/self/schedstat", "latin1").split(" ")[1]) / 1e6;
  } catch {
    return null;
  }
}

/** Finds the longest time in which the event loop of this process took no turn, and how much of it others had the processor. */
export class Pauses {
  #longest = 0;
  #waited = null;
  #lastAt = 0;
  #lastWaited = null;

  start() {
    this.#lastAt = performance.now();
    this.#lastWaited = withoutProcessor();
    setInterval(() => this.#look(), LOOK).unref();
  }

  /** The longest pause since the last time that it was asked for, in milliseconds. */
  take() {
    this.#look();
    const found = { longest: this.#longest, waited: this.#waited };
    [this.#longest, this.#waited] = [0, null];
    return found;
  }

  #look() {
    const [now, waited] = [performance.now(), withoutProcessor()];
    const pause = now - this.#lastAt - LOOK;
    if (pause > this.#longest)
      [this.#longest, this.#waited] = [pause, waited === null ? null : waited - this.#lastWaited];
    [this.#lastAt, this.#lastWaited] = [now, waited];
  }
}
