import type { Logger } from "pino";
import { orphanedBlobs } from "./blob-keys.js";
import type { Reader, Store } from "./schema.js";

const isPhase = (reader: Reader, id: string) =>
  (reader.get("plans", id) ?? reader.get("applies", id)) !== undefined;

/** For each kind of file, whether the entity that it belongs to exists. */
const OWNED: Readonly<Record<string, (reader: Reader, name: string) => boolean>> = {
  configurations: (reader, id) => reader.get("configuration-versions", id) !== undefined,
  logs: isPhase,
  waiting: isPhase,
  plans: (reader, id) => reader.get("plans", id) !== undefined,
  "plan-json": (reader, id) => reader.get("plans", id) !== undefined,
  states: (reader, id) => reader.get("state-versions", id) !== undefined,
  modules: (reader, id) => reader.get("module-versions", id) !== undefined,
  trees: (reader, id) => reader.get("vcs-revisions", id) !== undefined,
};

/** Deletes files whose entity does not exist, which a crash left behind. Call it before anything can write a file. */
export async function sweepOrphans(store: Store): Promise<void> {
  const uploaded = new Set<string>();
  for (const { uploadedState } of store.all("tasks"))
    if (uploadedState !== null) uploaded.add(uploadedState.id);
  // An agent may have sent a tree and be about to say so.
  for (const { publication, finishedAt } of store.all("vcs-tasks"))
    if (publication?.revision !== undefined && finishedAt === null) uploaded.add(publication.revision);
  for (const [kind, isOwned] of Object.entries(OWNED))
    for (const name of await store.blobs.list(kind))
      if (!isOwned(store, name) && !uploaded.has(name)) await store.blobs.delete(`${kind}/${name}`);
  // State files that were being imported.
  for (const name of await store.blobs.list("imports")) await store.blobs.delete(`imports/${name}`);
}

/** Deletes files when their entity was deleted, once that is on disk. Returns a function that waits for the last deletion. */
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
