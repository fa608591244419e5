/** Random numbers that a seed decides, the same each time; without a seed they are the machine's. */
import { createHash, randomInt } from "node:crypto";

/** A function that gives whole numbers from 0 up to, not including, its argument. */
export function randomNumbers(seed: string | undefined): (below: number) => number {
  if (!seed) return (below) => (below <= 1 ? 0 : randomInt(below));
  let count = 0;
  return (below) => {
    const digest = createHash("sha256").update(`${seed}/${count++}`).digest();
    return Number(digest.readBigUInt64BE() % BigInt(below));
  };
}
