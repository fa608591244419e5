import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { persist } from "../protocol/backoff.js";
import type { Job } from "../protocol/server.js";

const md5 = (file: Buffer) => createHash("md5").update(file).digest("hex");

/**
 * Sends the state of an apply as it grows, so that what was done is known even if the agent is lost. While one is
 * being sent, newer ones wait as one.
 */
export class StateStream {
  private latest: string | null = null;
  private pending = false;
  private sending: Promise<void> | null = null;
  private order = 0;
  private delivered: string | null = null;

  constructor(
    private readonly job: Job,
    private readonly signal: AbortSignal,
    private readonly onRefused: (error: unknown) => void,
  ) {}

  /** A newer state lies at the path. */
  grown(path: string): void {
    this.latest = path;
    this.pending = true;
    this.send().catch((error) => {
      if (!this.signal.aborted) this.onRefused(error);
    });
  }

  /** Resolves when the server has the latest state. @throws HttpError when it refuses it */
  async settled(): Promise<void> {
    await this.sending?.catch(() => {});
    if ((await this.undelivered()) === null) return;
    this.pending = true;
    await this.send();
  }

  /** Where the latest state lies, if there is one that the server does not have. */
  async undelivered(): Promise<string | null> {
    if (this.latest === null) return null;
    const file = await readFile(this.latest).catch(() => null);
    return file === null || md5(file) === this.delivered ? null : this.latest;
  }

  private send(): Promise<void> {
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    while (this.pending) {
      this.pending = false;
      const state = await readFile(this.latest!);
      const order = ++this.order;
      await persist(this.signal, () => this.job.state(state, order));
      this.delivered = md5(state);
    }
  }
}
