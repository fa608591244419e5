import { normalize } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type ReadEntry, UnpackSync } from "tar";

/**
 * Unpacks a tar.gz into a folder. One entry after the other: the library's way of doing several at once waits for itself
 * forever at a link that reads like the folder it is in (`d/l` to `d`). @throws Error for what cannot be unpacked
 */
export async function unpack(archive: Readable, folder: string, signal?: AbortSignal): Promise<void> {
  // Something else by the folder's own name would take the folder's place.
  const filter = (path: string, entry: unknown) =>
    !/^\.?\/*$/.test(normalize(path)) || (entry as ReadEntry).type === "Directory";
  await pipeline(archive, new UnpackSync({ cwd: folder, strict: true, filter }), signal ? { signal } : {});
}
