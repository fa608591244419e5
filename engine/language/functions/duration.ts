/** Durations as Go writes them. */
import { FunctionError } from "./function.js";

const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

/** A duration such as `-1h30m` in nanoseconds. @throws FunctionError where the text is invalid */
export function parseDuration(text: string): bigint {
  const match = /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/.exec(text);
  if (!match) {
    const quoted = JSON.stringify(text);
    throw new FunctionError(
      /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)
        ? `time: missing unit in duration ${quoted}`
        : `time: invalid duration ${quoted}`,
    );
  }
  let total = 0n;
  for (const [, number = "", unit = ""] of match[2]!.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const [whole = "", fraction = ""] = number.split(".");
    const scale = UNITS[unit]!;
    total += BigInt(whole || "0") * scale;
    if (fraction !== "") total += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  return match[1] === "-" ? -total : total;
}
