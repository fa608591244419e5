import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UnpackSync } from "tar";

/**
 * Unpacks a tar.gz into a folder. One entry after the other: the library's way of doing several at once waits for itself
 * forever at a link that reads like the folder it lies in (`d/l` to `d`). @throws Error for what cannot be unpacked
 */
export async function unpack(archive: Readable, folder: string, signal?: AbortSignal): Promise<void> {
  await pipeline(archive, new UnpackSync({ cwd: folder, strict: true }), signal ? { signal } : {});
}
