import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { persist } from "../protocol/backoff.js";
import type { Job } from "../protocol/server.js";

/** Milliseconds for which a state may grow before it is sent. A short apply sends its last one alone, with its result. */
const GATHER = 100;

const md5 = (file: Buffer) => createHash("md5").update(file).digest("hex");

/**
 * Sends the state of an apply while it changes, so that the server knows what was done even if the agent is lost. While one is
 * being sent, only the newest of the later ones waits.
 */
export class StateStream {
  private latest: string | null = null;
  private pending = false;
  private sending: Promise<void> | null = null;
  private order = 0;
  private delivered: string | null = null;
  private readonly hurry = new AbortController();

  constructor(
    private readonly job: Job,
    /** Reads a file of the task. */
    private readonly read: (path: string) => Promise<Buffer>,
    private readonly signal: AbortSignal,
    private readonly onRefused: (error: unknown) => void,
  ) {}

  /** There is a newer state at the path. */
  grown(path: string): void {
    this.latest = path;
    this.pending = true;
    this.send().catch((error) => {
      if (!this.signal.aborted) this.onRefused(error);
    });
  }

  /** The last state lies at the path. It is sent by `settled`, or with the result. */
  ended(path: string): void {
    this.latest = path;
  }

  /**
   * The last state, for the caller to send with the result; null where the server has it, or it is more than `room` bytes: then `settled`
   * sends it. @throws Error when it cannot be read
   */
  async takeRest(room: number): Promise<{ readonly order: number; readonly file: Buffer } | null> {
    this.pending = false;
    this.hurry.abort();
    await this.sending?.catch(() => {});
    const file = await this.undelivered();
    if (file === null || file.length > room) return null;
    this.order += 1;
    return { order: this.order, file };
  }

  /** Resolves when the server has the latest state. @throws HttpError if it rejects the state, Error if the state cannot be read */
  async settled(): Promise<void> {
    this.hurry.abort();
    await this.sending?.catch(() => {});
    if ((await this.undelivered()) === null) return;
    this.pending = true;
    await this.send();
  }

  /** The latest state, if there is one that the server does not have. @throws Error when it cannot be read */
  async undelivered(): Promise<Buffer | null> {
    if (this.latest === null) return null;
    const file = await this.read(this.latest);
    return md5(file) === this.delivered ? null : file;
  }

  private send(): Promise<void> {
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  private async sendAll(): Promise<void> {
    await sleep(GATHER, undefined, { signal: this.hurry.signal }).catch(() => {});
    while (this.pending) {
      this.pending = false;
      const state = await this.read(this.latest!);
      const order = ++this.order;
      await persist(this.signal, () => this.job.state(state, order));
      this.delivered = md5(state);
    }
  }
}
