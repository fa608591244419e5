import { setTimeout as sleep } from "node:timers/promises";
import type { StateFile } from "../interfaces/state-file.js";

/** Times as long as writing took nothing is written again: else a large state would be written all the time. */
const REST = 4;
/** Milliseconds of rest at most: what is made in them is lost with a process that is killed. */
const LONGEST_REST = 1_000;

/**
 * Hands on a state that grows: one call at a time, only the newest when several changes came meanwhile, with rests between them
 * until `signal` fires. After that little is made, and the process may be ended at any time.
 */
export class StateWriter {
  #dirty = false;
  #running: Promise<void> | null = null;
  #failure: unknown;
  readonly #hurry = new AbortController();

  constructor(
    private readonly current: () => StateFile,
    private readonly write: ((state: StateFile) => void | Promise<void>) | undefined,
    private readonly signal?: AbortSignal,
  ) {
    if (signal?.aborted) this.#hurry.abort();
    signal?.addEventListener("abort", this.#stopResting, { once: true });
  }

  readonly #stopResting = () => this.#hurry.abort();

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
        await this.#rest(Math.min((performance.now() - begun) * REST, LONGEST_REST));
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
    this.#stopResting();
    this.signal?.removeEventListener("abort", this.#stopResting);
    while (this.#running) await this.#running;
    return this.#failure;
  }
}
