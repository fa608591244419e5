import { readFile } from "node:fs/promises";
import { persist } from "../backoff.js";
import type { Job } from "../server.js";

/**
 * Sends the state of an apply as it grows, so that what was done is known even if the agent is lost. While one is
 * being sent, newer ones wait as one.
 */
export class StateStream {
  private waiting: string | null = null;
  private sending: Promise<void> | null = null;

  constructor(
    private readonly job: Job,
    private readonly signal: AbortSignal,
    private readonly onRefused: (error: unknown) => void,
  ) {}

  grown(path: string): void {
    this.waiting = path;
    this.sending ??= this.sendAll()
      .catch((error) => {
        if (!this.signal.aborted) this.onRefused(error);
      })
      .finally(() => {
        this.sending = null;
      });
  }

  async settled(): Promise<void> {
    this.waiting = null;
    await this.sending;
  }

  private async sendAll(): Promise<void> {
    while (this.waiting !== null) {
      const path = this.waiting;
      this.waiting = null;
      const state = await readFile(path);
      await persist(this.signal, () => this.job.artifact("state", state));
    }
  }
}
