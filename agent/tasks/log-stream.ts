import { setTimeout as sleep } from "node:timers/promises";
import { persist } from "../protocol/backoff.js";
import type { Job } from "../protocol/server.js";

/** Milliseconds for which output is gathered before it is sent. The log of a short task goes with its result. */
const GATHER = 120;
/** Bytes of one chunk, and of the text that can wait to be sent. */
const CHUNK = 256 * 1024;
const MOST_PENDING = 32 * 1024 * 1024;

const CUT = {
  limit: (bytes: number) =>
    `\n[The log is longer than the ${bytes} bytes that are kept: the rest is left out.]\n`,
  pending: "\n[More was logged than could be sent: the rest is left out.]\n",
};

/**
 * Sends a task's output as it is written, each piece with its offset, so that a repeat after a lost answer is harmless. While
 * the server is unreachable the output waits; none is lost or stored twice.
 */
export class LogStream {
  private pending: Buffer[] = [];
  private pendingSize = 0;
  private offset = 0;
  /** Bytes of the chunk that is being sent. */
  private inFlight = 0;
  private cut = false;
  private sending: Promise<void> = Promise.resolve();
  private isSending = false;
  private hurry = new AbortController();

  constructor(
    private readonly job: Job,
    /** Bytes of the whole log. */
    private readonly limit: number,
    private readonly signal: AbortSignal,
    private readonly onRefused: (error: unknown) => void,
  ) {}

  write(text: Buffer | string): void {
    if (this.cut) return;
    const chunk = Buffer.from(text);
    const note = Buffer.from(CUT.limit(this.limit));
    const room = this.limit - note.length - this.offset - this.inFlight - this.pendingSize;
    if (chunk.length > room) this.end(Buffer.concat([chunk.subarray(0, Math.max(0, room)), note]));
    else if (this.pendingSize > MOST_PENDING) this.end(Buffer.from(CUT.pending));
    else this.add(chunk);
  }

  private end(last: Buffer): void {
    this.cut = true;
    this.add(last);
  }

  /** Resolves when the server has stored or rejected everything written so far. */
  async flush(): Promise<void> {
    this.hurry.abort();
    this.send();
    await this.sending;
  }

  /**
   * The unsent rest, in base64, for the caller to send. Null if there is none, while a part is being sent, and if it is larger
   * than `room` bytes: then `flush` sends it.
   */
  takeRest(room: number): { readonly offset: number; readonly chunk: string } | null {
    if (this.inFlight > 0 || this.pendingSize === 0 || this.pendingSize > room) return null;
    const { offset } = this;
    const chunk = Buffer.concat(this.pending);
    this.pending = [];
    this.pendingSize = 0;
    this.offset += chunk.length;
    return { offset, chunk: chunk.toString("base64") };
  }

  private add(chunk: Buffer): void {
    this.pending.push(chunk);
    this.pendingSize += chunk.length;
    this.send();
  }

  private send(): void {
    if (this.isSending || this.pendingSize === 0) return;
    this.isSending = true;
    this.sending = this.sendAll()
      .catch((error) => {
        this.cut = true;
        this.pending = [];
        this.pendingSize = 0;
        if (!this.signal.aborted) this.onRefused(error);
      })
      .finally(() => {
        this.isSending = false;
      });
  }

  private async sendAll(): Promise<void> {
    await sleep(GATHER, undefined, { signal: this.hurry.signal }).catch(() => {});
    while (this.pendingSize > 0) {
      const all = Buffer.concat(this.pending);
      const chunk = all.subarray(0, CHUNK);
      this.pending = all.length > CHUNK ? [all.subarray(CHUNK)] : [];
      this.pendingSize = all.length - chunk.length;
      const { offset } = this;
      this.inFlight = chunk.length;
      await persist(this.signal, () => this.job.log(offset, chunk));
      this.offset += chunk.length;
      this.inFlight = 0;
    }
  }
}
