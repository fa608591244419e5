import type { ScalrClient } from "../../provider/client/index.js";

/** Reads a growing log piece by piece. */
export class LogTail {
  private offset = 0;

  constructor(
    private readonly client: ScalrClient,
    /** Such as `plans/plan-v0abc/output`. */
    private readonly path: string,
  ) {}

  /** What is new since the last call; empty when nothing is. */
  async next(): Promise<string> {
    const text = await this.client.text(`/api/iacp/v3/${this.path}`);
    const fresh = text.slice(this.offset);
    this.offset = text.length;
    return fresh;
  }
}
