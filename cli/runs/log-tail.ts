import type { ScalrClient } from "../../provider/client/index.js";

/** Reads a growing log piece by piece. */
export class LogTail {
  private offset = 0;
  private complete = false;

  constructor(
    /** Such as `plans/plan-v0abc/output`. */
    private readonly path: string,
  ) {}

  /** What is new since the last call; empty when nothing is. After the call with `last`, the log is not read again. */
  async next(client: ScalrClient, last: boolean): Promise<string> {
    if (this.complete) return "";
    const text = await client.text(`/api/iacp/v3/${this.path}`);
    const fresh = text.slice(this.offset);
    this.offset = text.length;
    this.complete = last;
    return fresh;
  }
}
