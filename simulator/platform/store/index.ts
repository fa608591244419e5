export * from "./blob-errors.js";
export type { BlobContent, BlobRange, Blobs } from "./blobs.js";
export * from "./errors.js";
export { type Export, exportAll, importAll } from "./export.js";
export type { Files, OpenFile } from "./files.js";
export { realFiles } from "./files.js";
export type { Migration } from "./migrations.js";
export { openStore, type StoreOptions } from "./open.js";
export { shownAddress } from "./postgres/address.js";
export * from "./postgres/errors.js";
export type { Holder } from "./postgres/leadership.js";
export { type Repair, repairJournal } from "./repair.js";
export type {
  Change,
  Changes,
  Commit,
  Indexer,
  IndexKey,
  Model,
  Reader,
  Schema,
  Store,
  Tx,
  TypeName,
} from "./types.js";
