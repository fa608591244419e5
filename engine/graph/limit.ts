/** Lets at most `size` tasks run at a time; others wait in line. */
export class Limit {
  #free: number;
  readonly #line: (() => void)[] = [];
  #next = 0;

  constructor(size: number) {
    this.#free = Math.max(1, Math.floor(size));
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#line.push(resolve));
    try {
      return await task();
    } finally {
      const waiting = this.#line[this.#next];
      if (waiting) {
        this.#next++;
        if (this.#next > 1000 && this.#next * 2 > this.#line.length) {
          this.#line.splice(0, this.#next);
          this.#next = 0;
        }
        waiting();
      } else {
        this.#free++;
      }
    }
  }
}
