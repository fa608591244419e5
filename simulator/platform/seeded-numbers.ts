/**
 * Pseudorandom numbers from 0 up to 1 (mulberry32), determined by the seed. For random choices that must be repeatable, such as
 * injected faults and simulated workloads; never for secrets.
 * @param seed a whole number, of which the lowest 32 bits count
 */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
