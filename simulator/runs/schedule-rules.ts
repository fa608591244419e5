/** Cron schedules in UTC: minute, hour, day of the month, month, day of the week. */

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

const FIELDS: readonly Field[] = [
  { name: "minute", least: 0, most: 59, words: [] },
  { name: "hour", least: 0, most: 23, words: [] },
  { name: "day of the month", least: 1, most: 31, words: [] },
  { name: "month", least: 1, most: 12, words: ["", ...MONTHS] },
  // 7 is Sunday too.
  { name: "day of the week", least: 0, most: 7, words: DAYS },
];

interface Schedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** With both kinds of days given, either will do, as cron has it. */
  readonly eitherDay: boolean;
}

function numberOf(text: string, { least, most, words }: Field): number | null {
  const named = words.indexOf(text.toUpperCase());
  const value = named >= 0 && text !== "" ? named : /^\d+$/.test(text) ? Number(text) : -1;
  return value >= least && value <= most ? value : null;
}

/** The values of one field, or null if it is invalid. */
function valuesOf(text: string, field: Field): Set<number> | null {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [, range = "", step = "1"] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [from, to] = range === "*" ? [field.least, field.most] : bounds(range, part, field);
    if (from === null || to === null || from > to || Number(step) < 1) return null;
    for (let value = from; value <= to; value += Number(step)) values.add(value);
  }
  return values;
}

function bounds(range: string, part: string, field: Field): [number | null, number | null] {
  const ends = range.split("-");
  if (ends.length > 2) return [null, null];
  const from = numberOf(ends[0]!, field);
  if (ends.length === 2) return [from, numberOf(ends[1]!, field)];
  return [from, part.includes("/") ? field.most : from];
}

const known = new Map<string, Schedule | string>();

/** The parsed schedule, or why the text is invalid. */
function parse(text: string): Schedule | string {
  let found = known.get(text);
  if (found === undefined) {
    found = read(text);
    if (known.size > 1_000) known.clear();
    known.set(text, found);
  }
  return found;
}

function read(text: string): Schedule | string {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) return `It has ${parts.length} of 5 fields.`;
  const sets: Set<number>[] = [];
  for (const [index, field] of FIELDS.entries()) {
    const values = valuesOf(parts[index]!, field);
    if (values === null)
      return `'${parts[index]}' is not a valid ${field.name} (${field.least} to ${field.most}).`;
    sets.push(values);
  }
  const [minutes, hours, days, months, weekdays] = sets as [
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
  ];
  if (weekdays.has(7)) weekdays.add(0);
  const eitherDay = !parts[2]!.startsWith("*") && !parts[4]!.startsWith("*");
  return { minutes, hours, days, months, weekdays, eitherDay };
}

/** Why a schedule is invalid, or null. */
export function scheduleFault(text: string): string | null {
  const schedule = parse(text);
  return typeof schedule === "string"
    ? `Value must be a cron expression with five fields, such as '30 3 * * 1-5'. ${schedule}`
    : null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The longest gap between two times of a schedule: February 29th on a certain day of the week. */
const FURTHEST = 40 * 366 * DAY;

/** The first scheduled time after a moment, in milliseconds since the epoch; null if the schedule has no time. */
export function nextTime(text: string, after: number): number | null {
  const schedule = parse(text);
  if (typeof schedule === "string") return null;
  let at = (Math.floor(after / MINUTE) + 1) * MINUTE;
  const end = after + FURTHEST;
  while (at < end) {
    if (!isDay(schedule, at)) at = (Math.floor(at / DAY) + 1) * DAY;
    else if (!schedule.hours.has(Math.floor((at % DAY) / HOUR))) at = (Math.floor(at / HOUR) + 1) * HOUR;
    else if (!schedule.minutes.has(Math.floor((at % HOUR) / MINUTE))) at += MINUTE;
    else return at;
  }
  return null;
}

function isDay({ days, months, weekdays, eitherDay }: Schedule, at: number): boolean {
  const date = new Date(at);
  if (!months.has(date.getUTCMonth() + 1)) return false;
  const [day, weekday] = [days.has(date.getUTCDate()), weekdays.has(date.getUTCDay())];
  return eitherDay ? day || weekday : day && weekday;
}
