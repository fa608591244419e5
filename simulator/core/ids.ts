import { randomFillSync } from "node:crypto";

const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";
const LENGTH = 16;

// Random bytes are drawn by the block: one call a thousand ids instead of one call an id.
const pool = new Uint8Array(LENGTH * 1024);
let used = pool.length;

/** A new id: the type's prefix and 16 random characters, such as `apool-4k2m…`. */
export function newId(prefix: string): string {
  if (used + LENGTH > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let id = `${prefix}-`;
  for (let i = 0; i < LENGTH; i++) id += ALPHABET[pool[used++]! % ALPHABET.length];
  return id;
}
