import type { Logger } from "pino";
import { orphanedBlobs } from "../resources/blob-keys.js";
import type { Store } from "../schema.js";

/** Deletes files when what they belonged to is gone, once that is on disk. Returns what waits for the last of them. */
export function deleteOrphans(store: Store, log: Logger): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  store.onCommit(({ changes }) => {
    const keys = changes.flatMap(orphanedBlobs);
    if (keys.length === 0) return;
    last = last
      .then(() => store.flushed())
      .then(() => Promise.all(keys.map((key) => store.blobs.delete(key))))
      .catch((err) => log.warn({ err, keys }, "Files that are no longer needed could not be deleted."));
  });
  return async () => {
    await last;
  };
}
