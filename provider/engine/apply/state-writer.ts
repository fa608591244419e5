import { setTimeout as sleep } from "node:timers/promises";
import type { StateFile } from "../state/format.js";

/** Times as long as writing took nothing is written again: else a large state would be written all the time. */
const REST = 9;

/**
 * Hands on a state that grows: one call at a time, only the newest when several changes came meanwhile, and for at most a tenth
 * of the time that it all takes.
 */
export class StateWriter {
  #dirty = false;
  #running: Promise<void> | null = null;
  #failure: unknown;
  readonly #hurry = new AbortController();

  constructor(
    private readonly current: () => StateFile,
    private readonly write: ((state: StateFile) => void | Promise<void>) | undefined,
  ) {}

  changed(): void {
    if (!this.write) return;
    this.#dirty = true;
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    // Changes of the same turn come as one.
    await Promise.resolve();
    try {
      while (this.#dirty) {
        this.#dirty = false;
        const begun = performance.now();
        await this.write!(this.current());
        await this.#rest((performance.now() - begun) * REST);
      }
    } catch (error) {
      this.#failure ??= error;
    } finally {
      this.#running = null;
    }
  }

  async #rest(milliseconds: number): Promise<void> {
    if (milliseconds < 1) return;
    await sleep(milliseconds, undefined, { signal: this.#hurry.signal }).catch(() => {});
  }

  /** Waits for the last call, without a rest before it; gives what any call failed with. */
  async settled(): Promise<unknown> {
    this.#hurry.abort();
    while (this.#running) await this.#running;
    return this.#failure;
  }
}
