import type { Context } from "./definition.js";

/** Tracks the current operations of one provider instance. */
export class Operations {
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #running = new Map<object, Promise<unknown>>();
  readonly #waiting = new Set<object>();

  /** Runs `work`, one at a time for one key. */
  async serially<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key);
    const mine = (async () => {
      await before?.catch(() => {});
      return work();
    })();
    this.#tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(key) === mine) this.#tails.delete(key);
    }
  }

  /** Runs an operation with its own context. */
  async run<T>(base: Pick<Context, "client" | "env">, work: (context: Context) => Promise<T>): Promise<T> {
    const self = {};
    const context: Context = {
      ...base,
      serially: (key, inner) => this.serially(key, inner),
      othersSettled: () => this.#othersSettled(self),
    };
    const running = work(context);
    this.#running.set(self, running);
    try {
      return await running;
    } finally {
      this.#running.delete(self);
    }
  }

  /** False if there was nothing to wait for. Operations that wait themselves are skipped, so nobody waits forever. */
  async #othersSettled(self: object): Promise<boolean> {
    const others = [...this.#running].filter(([other]) => other !== self && !this.#waiting.has(other));
    if (others.length === 0) return false;
    this.#waiting.add(self);
    await Promise.allSettled(others.map(([, promise]) => promise));
    this.#waiting.delete(self);
    return true;
  }
}
