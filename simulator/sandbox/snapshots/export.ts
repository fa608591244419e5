import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { BLOB_KINDS } from "../../core/blob-keys.js";
import { DATA_VERSION } from "../../core/migrations.js";
import type { Store } from "../../core/schema.js";
import type { Services } from "../../core/services.js";
import { BlobNotFoundError, exportAll } from "../../platform/store/index.js";
import { FORMAT, type Header, type Line, PIECE, VERSION } from "./format.js";

/** The header of a snapshot or an export of this moment. */
export const headerOf = (
  { clock, accountId }: Pick<Services, "clock" | "accountId">,
  description: string | null = null,
): Header => ({
  format: FORMAT,
  version: VERSION,
  data: DATA_VERSION,
  at: new Date(clock.now()).toISOString(),
  account: accountId,
  description,
});

/** Exports everything as a state file. It has tokens as hashes, and other secrets in plain text. */
export function exportState(
  services: Pick<Services, "store" | "clock" | "accountId">,
  header: Header,
): Readable {
  const { store } = services;
  // Entities never change, so what is taken here stays as it is while it is written.
  const entities = (Object.values(exportAll(store)) as (readonly object[])[]).flat();
  const lines = Readable.from(textOf(store, header, entities));
  const zipped = createGzip({ level: 6 });
  lines.on("error", (error) => zipped.destroy(error));
  return lines.pipe(zipped);
}

async function* textOf(store: Store, header: Header, entities: readonly object[]): AsyncGenerator<string> {
  let text = `${JSON.stringify(header)}\n`;
  for (const entity of entities) {
    text += `${JSON.stringify({ entity })}\n`;
    if (text.length < 64 * 1024) continue;
    yield text;
    text = "";
  }
  yield text;
  let blobs = 0;
  for (const kind of BLOB_KINDS) {
    for (const name of await store.blobs.list(kind)) {
      const key = `${kind}/${name}`;
      let written = false;
      for await (const line of pieces(store, key)) {
        written = true;
        yield `${JSON.stringify(line)}\n`;
      }
      if (written) blobs++;
    }
  }
  const end: Line = { end: { entities: entities.length, blobs } };
  yield `${JSON.stringify(end)}\n`;
}

/** The content of a file at the time when it is opened; empty if it was deleted since it was listed. */
async function* pieces(store: Store, key: string): AsyncGenerator<Line> {
  const size = await store.blobs.size(key);
  if (size === null) return;
  for (let offset = 0; offset === 0 || offset < size; offset += PIECE) {
    const length = Math.min(PIECE, size - offset);
    const last = offset + length >= size;
    try {
      const data = (await store.blobs.read(key, { offset, length })).toString("base64");
      yield { blob: key, data, last };
    } catch (error) {
      if (!(error instanceof BlobNotFoundError)) throw error;
      // Deleted meanwhile, with what it belonged to: the file ends here.
      if (offset > 0) yield { blob: key, data: "", last: true };
      return;
    }
  }
}
