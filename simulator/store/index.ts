export type { BlobContent, BlobRange, Blobs } from "./blobs.js";
export * from "./errors.js";
export { openStore, type StoreOptions } from "./open.js";
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
