import type { StateFile } from "../state/format.js";

/** Hands on a state that grows: one call at a time, and only the newest when several changes came meanwhile. */
export class StateWriter {
  #dirty = false;
  #running: Promise<void> | null = null;
  #failure: unknown;

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
        await this.write!(this.current());
      }
    } catch (error) {
      this.#failure ??= error;
    } finally {
      this.#running = null;
    }
  }

  /** Waits for the last call; gives what any call failed with. */
  async settled(): Promise<unknown> {
    while (this.#running) await this.#running;
    return this.#failure;
  }
}
