import { FunctionError } from "./function.js";

/** A moment as it was written: with its offset from UTC. */
export interface Timestamp {
  /** Nanoseconds since 1970. */
  readonly ns: bigint;
  /** Minutes. */
  readonly offset: number;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(Z|[+-]\d\d:\d\d)$/;
const NS_PER_MS = 1_000_000n;

/** Reads RFC 3339, or throws a FunctionError about the given argument. */
export function parseTimestamp(text: string, argument?: number): Timestamp {
  const fail = (reason: string) => new FunctionError(`not a valid RFC3339 timestamp: ${reason}`, argument);
  const match = RFC3339.exec(text);
  if (!match) throw fail(reasonFor(text));
  const [, year, month, day, hour, minute, second, fraction = "", zone = "Z"] = match;
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [y, mo, d, h, mi, s] = parts;
  if (mo < 1 || mo > 12) throw fail(`cannot use ${JSON.stringify(month)} as month`);
  if (d < 1 || d > daysIn(y, mo)) throw fail(`cannot use ${JSON.stringify(day)} as day of month`);
  if (h > 23) throw fail("hour must be between 0 and 23 inclusive");
  if (mi > 59) throw fail("minute must be between 0 and 59 inclusive");
  if (s > 59) throw fail("second must be between 0 and 59 inclusive");
  const offset =
    zone === "Z"
      ? 0
      : (zone[0] === "-" ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
  const date = new Date(0);
  date.setUTCFullYear(y, mo - 1, d);
  date.setUTCHours(h, mi, s);
  const ns = BigInt(date.getTime()) * NS_PER_MS + BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  return { ns: ns - BigInt(offset) * 60_000_000_000n, offset };
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function reasonFor(text: string): string {
  if (/^\d{4}-\d\d-\d\d[^T]/.test(text)) return "missing required time introducer 'T'";
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return "end of string before UTC offset";
  const complete = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(text);
  if (complete) return `cannot use ${JSON.stringify(text.slice(complete[0].length))} as UTC offset`;
  return /^\d{4}/.test(text)
    ? "the text ends or differs before the time is complete"
    : `cannot use ${JSON.stringify(text)} as year`;
}

/** The parts of the moment in its own zone; `getUTC…` methods read them. */
export function localParts({ ns, offset }: Timestamp): Date {
  let ms = ns / NS_PER_MS;
  if (ns % NS_PER_MS < 0n) ms -= 1n;
  return new Date(Number(ms) + offset * 60_000);
}

/** The offset of a zone in minutes, as `+02:00` or `+0200`. */
export function zoneText(offset: number, colon: boolean): string {
  const minutes = Math.abs(offset);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}${colon ? ":" : ""}${two(minutes % 60)}`;
}

/** RFC 3339, to the second. */
export function rfc3339(time: Timestamp): string {
  const text = localParts(time).toISOString().slice(0, 19);
  return text + (time.offset === 0 ? "Z" : zoneText(time.offset, true));
}
