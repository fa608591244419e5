import { FleetInputError } from "../input/errors.js";
import type { Target } from "../measure/pool-meter.js";

const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Reads `95% within 30s`. @throws FleetInputError */
export function parseTarget(text: string): Target {
  const match = /^(\d+(?:\.\d+)?)\s*%\s*(?:within\s+|:)\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/i.exec(text.trim());
  const part = Number(match?.[1]) / 100;
  if (match === null || part <= 0 || part > 1)
    throw new FleetInputError(`--target "${text}": write it as "95% within 30s".`);
  return { part, within: Number(match[2]) * UNITS[match[3]!.toLowerCase() as keyof typeof UNITS] };
}
