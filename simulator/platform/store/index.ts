export type { Migration } from "./engine/migrations.js";
export * from "./entities/blob-errors.js";
export type { BlobContent, BlobRange, Blobs } from "./entities/blobs.js";
export * from "./entities/errors.js";
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
} from "./entities/types.js";
export { type Export, exportAll } from "./export.js";
export type { Files, OpenFile } from "./folder/files.js";
export { realFiles } from "./folder/files.js";
export type { Repair } from "./folder/tail.js";
export type { Upgrade } from "./folder/upgrade.js";
export { openStore, type StoreOptions, scratchStore } from "./open.js";
export { shownAddress } from "./postgres/address.js";
export * from "./postgres/errors.js";
export type { Holder } from "./postgres/leadership.js";
export { repairJournal } from "./repair.js";
