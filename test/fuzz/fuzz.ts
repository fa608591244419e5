import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Chance } from "./chance.js";
import type { Target, TargetKind } from "./target.js";
import { Watchdog } from "./watchdog.js";

export interface Totals {
  readonly cases: Record<string, number>;
  readonly seconds: number;
  /** MiB of JavaScript that were alive at the start and at the end. */
  readonly heap: readonly [before: number, after: number];
  readonly slowest: Record<string, number>;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function heap(): number {
  collect();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

/** A case's own seed: any case can be drawn without those before it. */
const seedOf = (seed: number, name: string, number: number): number => {
  let hash = seed ^ 0x9e3779b9;
  for (const code of `${name} ${number}`) hash = Math.imul(hash ^ code.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
};

/** Runs so many cases, each kind its share. @throws at the first find, saying how to repeat it */
export async function fuzz(
  kinds: readonly TargetKind[],
  cases: number,
  seed: number,
  told: (text: string) => void = () => {},
): Promise<Totals> {
  if (kinds.length === 0 || cases < 1)
    throw new Error("There is nothing to fuzz: no kind of input, or no case.");
  const watchdog = new Watchdog(seed);
  const total = kinds.reduce((sum, { share }) => sum + share, 0);
  const counts: Record<string, number> = {};
  const slowest: Record<string, number> = {};
  const began = performance.now();
  const before = heap();
  try {
    for (const kind of kinds) {
      const many = Math.max(1, Math.round((cases * kind.share) / total));
      const target = await kind.start();
      try {
        slowest[kind.name] = await attack(kind, target, many, seed, watchdog);
      } finally {
        watchdog.begin(0);
        await target.close?.();
      }
      counts[kind.name] = many;
      told(`${kind.name}: ${many} cases, the slowest took ${slowest[kind.name]} ms`);
    }
  } finally {
    await watchdog.close();
  }
  const seconds = Math.round((performance.now() - began) / 1000);
  return { cases: counts, seconds, heap: [before, heap()], slowest };
}

async function attack(
  kind: TargetKind,
  target: Target,
  many: number,
  seed: number,
  watchdog: Watchdog,
): Promise<number> {
  let slowest = 0;
  for (let number = 1; number <= many; number++) {
    watchdog.begin(number);
    let tried = "";
    const began = performance.now();
    try {
      await target.run(new Chance(seedOf(seed, kind.name, number)), (what) => {
        tried = what;
      });
      const took = Math.round(performance.now() - began);
      slowest = Math.max(slowest, took);
      if (took > kind.limit) throw new Error(`it took ${took} ms, more than ${kind.limit}`);
    } catch (error) {
      (error as Error).message =
        `${kind.name}, case ${number} of seed ${seed}: ${(error as Error).message}\ntried: ${tried.slice(0, 4_000)}`;
      throw error;
    }
  }
  return slowest;
}
