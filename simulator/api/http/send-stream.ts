import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

/** Answers with a stream, whose headers are set already. A client that goes away meanwhile is no error. */
export async function sendStream(body: NodeJS.ReadableStream, res: ServerResponse): Promise<void> {
  try {
    await pipeline(body, res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}
