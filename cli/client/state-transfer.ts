import { createWriteStream } from "node:fs";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import type { ScalrClient } from "../../provider/client/index.js";
import { CliError } from "../shell/errors.js";
import { systemReason } from "../shell/system-errors.js";
import { sandboxApi } from "./sandbox-api.js";

/** Writes what is downloaded to a file, which is there in full or not at all. Returns its bytes. */
export async function writeStream(path: string, response: Response): Promise<number> {
  const unfinished = `${path}.unfinished`;
  try {
    const source = Readable.fromWeb(response.body as ReadableStream);
    await pipeline(source, createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => {});
    // Whoever reads the message named the file itself.
    if (error instanceof Error && "path" in error && error.path === unfinished) error.path = path;
    throw error;
  }
  return (await stat(path)).size;
}

/** What is answered once the file has taken the place of everything. */
export interface Taken {
  /** The sandbox's time when it was exported. */
  readonly at: string;
  readonly objects: number;
}

/** An exported state as its file holds it. @throws CliError */
export async function readState(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return (await readFile(path)) as Buffer<ArrayBuffer>;
  } catch (error) {
    throw new CliError("failure", `The file ${path} cannot be read: ${systemReason(error)}.`);
  }
}

/** Sends an exported state, which takes the place of everything there is. @throws ScalrApiError */
export function uploadState(client: ScalrClient, state: Buffer<ArrayBuffer>): Promise<Taken> {
  return client.send<Taken>("PUT", `${sandboxApi}/state`, state, "application/gzip");
}
