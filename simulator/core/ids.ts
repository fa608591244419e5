import { randomFillSync } from "node:crypto";

const ALPHABET = Buffer.from("0123456789abcdefghijklmnopqrstuvwxyz", "latin1");
const LENGTH = 16;

// Random bytes are drawn by the block: one call a thousand ids instead of one call an id.
const pool = new Uint8Array(LENGTH * 1024);
let used = pool.length;
const digits = Buffer.alloc(LENGTH);

/** A new id: the type's prefix and 16 random characters, such as `apool-4k2m…`. */
export function newId(prefix: string): string {
  if (used + LENGTH > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  for (let i = 0; i < LENGTH; i++) digits[i] = ALPHABET[pool[used++]! % ALPHABET.length]!;
  return `${prefix}-${digits.toString("latin1")}`;
}
