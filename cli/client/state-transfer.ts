import { createWriteStream } from "node:fs";
import { readFile, rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import type { ScalrClient } from "../../provider/client/index.js";
import { CliError } from "../shell/errors.js";
import { systemReason } from "../shell/system-errors.js";
import { sandboxApi } from "./sandbox-api.js";

/** Downloads to a file, which is complete or does not exist. Returns its size in bytes. */
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

/** The response after a state was imported. */
export interface Taken {
  /** The sandbox's time when it was exported. */
  readonly at: string;
  readonly objects: number;
}

/** Reads an exported state from its file. @throws CliError */
export async function readState(path: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return (await readFile(path)) as Buffer<ArrayBuffer>;
  } catch (error) {
    throw new CliError("failure", `The file ${path} cannot be read: ${systemReason(error)}.`);
  }
}

/** Uploads an exported state, which replaces everything. @throws ScalrApiError */
export function uploadState(client: ScalrClient, state: Buffer<ArrayBuffer>): Promise<Taken> {
  return client.send<Taken>("PUT", `${sandboxApi}/state`, state, "application/gzip");
}
