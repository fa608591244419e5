import { posix } from "node:path";
import { createGunzip } from "node:zlib";
import { Parser, type ReadEntry } from "tar";
import type { FoundPolicies } from "../../../core/entities.js";
import { foundIn, isWanted, POLICY_TEXT_LIMIT, type PolicyFolders } from "./repository.js";

const TOO_LARGE = {
  error: `The policies and common functions take more than ${POLICY_TEXT_LIMIT / 1024} KiB.`,
};

/** Reads the policies from a tar.gz that was checked like any upload, and ignores all other files. */
export async function gatherPolicies(
  archive: AsyncIterable<Uint8Array>,
  folders: PolicyFolders,
): Promise<FoundPolicies> {
  const files = new Map<string, string>();
  let size = 0;
  const parser = new Parser({
    onReadEntry: (entry: ReadEntry) => {
      const file = posix.normalize(entry.path).replace(/^\/+/, "");
      // Links are not followed: their target need not be part of this commit.
      if (!/File$/.test(entry.type) || !isWanted(file, folders)) {
        entry.resume();
        return;
      }
      const chunks: Buffer[] = [];
      entry.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= POLICY_TEXT_LIMIT) chunks.push(chunk);
      });
      entry.on("end", () => files.set(file, Buffer.concat(chunks).toString("utf8")));
    },
  });
  const gunzip = createGunzip();
  const read = new Promise<void>((resolve, reject) => {
    parser.once("end", resolve);
    parser.once("error", reject);
    gunzip.once("error", reject);
    gunzip.on("data", (bytes: Buffer) => {
      if (!parser.write(bytes)) {
        gunzip.pause();
        parser.once("drain", () => gunzip.resume());
      }
    });
    gunzip.once("end", () => parser.end());
    void (async () => {
      for await (const chunk of archive)
        if (!gunzip.write(chunk)) await new Promise((go) => gunzip.once("drain", go));
      gunzip.end();
    })().catch(reject);
  });
  await read.finally(() => gunzip.destroy());
  return size > POLICY_TEXT_LIMIT ? TOO_LARGE : foundIn(files, folders);
}
