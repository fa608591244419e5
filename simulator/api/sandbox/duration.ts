const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const SHORT =
  /^(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?(?:(\d+)ms)?$/;
const ISO = /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const WEEKS = /^P(\d+(?:\.\d+)?)W$/;

/** Milliseconds of `4h`, `1h30m`, `90s`, of ISO 8601 `PT4H`, `P1DT12H`, or of a number; null for anything else. */
export function parseDuration(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) && value >= 0 ? value : null;
  if (typeof value !== "string" || value.length > 100) return null;
  const text = value.trim();
  const weeks = WEEKS.exec(text);
  if (weeks) return Number(weeks[1]) * 7 * DAY;
  const parts = (SHORT.exec(text.toLowerCase()) ?? ISO.exec(text.toUpperCase()))?.slice(1);
  if (parts === undefined || parts.every((part) => part === undefined)) return null;
  const units = [DAY, HOUR, MINUTE, SECOND, 1];
  return Math.round(parts.reduce((sum, part, i) => sum + Number(part ?? 0) * units[i]!, 0));
}
