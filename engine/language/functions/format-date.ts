import { FunctionError } from "./function.js";
import { localParts, type Timestamp, zoneText } from "./timestamp.js";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

const two = (n: number) => String(n).padStart(2, "0");

interface Verb {
  /** By the number of letters. */
  readonly forms: Readonly<Record<number, (time: Date, offset: number) => string>>;
  /** What the forms are, for the error. */
  readonly rule: string;
}

const numeric = (rule: string, read: (time: Date) => number): Verb => ({
  forms: { 1: (t) => String(read(t)), 2: (t) => two(read(t)) },
  rule,
});

const VERBS: Readonly<Record<string, Verb>> = {
  Y: {
    forms: {
      2: (t) => two(t.getUTCFullYear() % 100),
      4: (t) => String(t.getUTCFullYear()).padStart(4, "0"),
    },
    rule: 'year must either be "YY" or "YYYY"',
  },
  M: {
    forms: {
      1: (t) => String(t.getUTCMonth() + 1),
      2: (t) => two(t.getUTCMonth() + 1),
      3: (t) => MONTHS[t.getUTCMonth()]!.slice(0, 3),
      4: (t) => MONTHS[t.getUTCMonth()]!,
    },
    rule: 'month must be "M", "MM", "MMM", or "MMMM"',
  },
  D: numeric('day of month must either be "D" or "DD"', (t) => t.getUTCDate()),
  E: {
    forms: { 3: (t) => DAYS[t.getUTCDay()]!.slice(0, 3), 4: (t) => DAYS[t.getUTCDay()]! },
    rule: 'day of week must either be "EEE" or "EEEE"',
  },
  h: numeric('24-hour must either be "h" or "hh"', (t) => t.getUTCHours()),
  H: numeric('12-hour must either be "H" or "HH"', (t) => t.getUTCHours() % 12 || 12),
  A: { forms: { 2: (t) => (t.getUTCHours() < 12 ? "AM" : "PM") }, rule: 'must be "AA"' },
  a: { forms: { 2: (t) => (t.getUTCHours() < 12 ? "am" : "pm") }, rule: 'must be "aa"' },
  m: numeric('minute must either be "m" or "mm"', (t) => t.getUTCMinutes()),
  s: numeric('second must either be "s" or "ss"', (t) => t.getUTCSeconds()),
  Z: {
    forms: {
      1: (_, offset) => (offset === 0 ? "Z" : zoneText(offset, true)),
      3: (_, offset) => (offset === 0 ? "UTC" : zoneText(offset, false)),
      4: (_, offset) => zoneText(offset, false),
      5: (_, offset) => zoneText(offset, true),
    },
    rule: "timezone must be Z, ZZZZ, or ZZZZZ",
  },
};

/** The moment in a format of letters that stand for its parts; text in single quotes stands for itself. */
export function formatDate(format: string, time: Timestamp): string {
  const parts = localParts(time);
  let result = "";
  for (const [token] of format.matchAll(/''|'(?:[^']|'')*'?|([a-zA-Z])\1*|[^'a-zA-Z]+/g)) {
    if (token === "''") {
      result += "'";
    } else if (token.startsWith("'")) {
      if (token.length < 2 || !token.endsWith("'")) throw new FunctionError("unterminated literal '", 0);
      result += token.slice(1, -1).replaceAll("''", "'");
    } else if (/^[a-zA-Z]/.test(token)) {
      const verb = VERBS[token[0]!];
      const form = verb?.forms[token.length];
      if (!form) {
        const rule = verb ? `: ${verb.rule}` : "";
        throw new FunctionError(`invalid date format verb ${JSON.stringify(token)}${rule}`, 0);
      }
      result += form(parts, time.offset);
    } else {
      result += token;
    }
  }
  return result;
}
