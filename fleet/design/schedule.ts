/** A count that depends on the time of the day, in UTC. */
export interface Schedule {
  readonly spans: readonly Span[];
  /** At all other times. */
  readonly otherwise: number;
}

interface Span {
  /** Minutes of the day, without `until` itself. If `until` is before `from`, the span ends the next day. */
  readonly from: number;
  readonly until: number;
  /** Days of the week, Monday 0 to Sunday 6; all where absent. */
  readonly days: readonly number[] | null;
  readonly count: number;
}

/** Milliseconds. */
const MINUTE = 60_000;
/** Minutes of a day and of a week. */
const DAY_MINUTES = 24 * 60;
const WEEK_MINUTES = 7 * DAY_MINUTES;
/** Minutes from Monday to the epoch, which was a Thursday. */
const EPOCH_IN_WEEK = 3 * DAY_MINUTES;

export const constant = (count: number): Schedule => ({ spans: [], otherwise: count });

const minuteOfWeek = (moment: number): number => {
  const minute = Math.floor(moment / MINUTE) + EPOCH_IN_WEEK;
  return ((minute % WEEK_MINUTES) + WEEK_MINUTES) % WEEK_MINUTES;
};

function applies({ from, until, days }: Span, minute: number): boolean {
  const [day, at] = [Math.floor(minute / DAY_MINUTES), minute % DAY_MINUTES];
  if (from < until) return at >= from && at < until && (days === null || days.includes(day));
  // Over midnight: the part after it belongs to the day before.
  if (at >= from) return days === null || days.includes(day);
  return at < until && (days === null || days.includes((day + 6) % 7));
}

/** The count at a moment, in milliseconds since the epoch. The first matching span decides. */
export function countAt({ spans, otherwise }: Schedule, moment: number): number {
  if (spans.length === 0) return otherwise;
  const minute = minuteOfWeek(moment);
  return spans.find((span) => applies(span, minute))?.count ?? otherwise;
}

/** When the count next changes after a moment; null if it never does. */
export function nextChange(schedule: Schedule, moment: number): number | null {
  const now = countAt(schedule, moment);
  const edges = [...new Set(schedule.spans.flatMap(({ from, until }) => [from, until]))];
  if (edges.length === 0) return null;
  const midnight = Math.floor(moment / (DAY_MINUTES * MINUTE)) * DAY_MINUTES * MINUTE;
  for (let day = 0; day <= 8; day++) {
    const times = [0, ...edges]
      .map((edge) => midnight + (day * DAY_MINUTES + edge) * MINUTE)
      .sort((a, b) => a - b);
    for (const time of times) if (time > moment && countAt(schedule, time) !== now) return time;
  }
  return null;
}

/** The largest count of the schedule. */
export const mostOf = ({ spans, otherwise }: Schedule): number =>
  Math.max(otherwise, ...spans.map(({ count }) => count));

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** As it was written: `08:00-18:00: 6, else 1`. */
export function describeSchedule({ spans, otherwise }: Schedule): string {
  if (spans.length === 0) return String(otherwise);
  const texts = spans.map(({ from, until, days, count }) => {
    const on = days === null ? "" : `${days.map((day) => DAYS[day]).join("+")} `;
    return `${on}${clock(from)}-${clock(until)}: ${count}`;
  });
  return `${texts.join(", ")}, else ${otherwise}`;
}

const SPAN = /^(?:([a-z]{3}(?:[-+][a-z]{3})*)\s+)?(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*:\s*(\d+)$/i;

/** Reads `08:00-18:00: 6, else 1`; spans may begin with days: `mon-fri 08:00-18:00: 6`. Returns a text that says what is wrong, if anything. */
export function parseSchedule(text: string): Schedule | string {
  const parts = text.split(",").map((part) => part.trim());
  const last = /^else\s+(\d+)$/i.exec(parts.at(-1)!);
  if (last === null) return 'it has to end in "else" and a number, such as "08:00-18:00: 6, else 1"';
  const spans: Span[] = [];
  for (const part of parts.slice(0, -1)) {
    const match = SPAN.exec(part);
    if (match === null) return `"${part}" is not a span such as "08:00-18:00: 6"`;
    const [from, until] = [minuteOf(match[2]!, match[3]!), minuteOf(match[4]!, match[5]!)];
    if (from === null || until === null) return `"${part}" has a time that is not one of 00:00 to 24:00`;
    if (from === until) return `"${part}" begins and ends at the same time`;
    const days = match[1] === undefined ? null : daysOf(match[1]);
    if (typeof days === "string") return days;
    spans.push({ from: from % DAY_MINUTES, until, days, count: Number(match[6]) });
  }
  const clash = contradiction(spans);
  return clash ?? { spans, otherwise: Number(last[1]) };
}

function minuteOf(hours: string, minutes: string): number | null {
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= DAY_MINUTES && Number(minutes) < 60 ? minute : null;
}

function daysOf(text: string): readonly number[] | string {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split("+")) {
    const ends = part.split("-").map((name) => DAYS.indexOf(name));
    if (ends.includes(-1) || ends.length > 2)
      return `"${part}" is not a day or a range of days such as mon-fri`;
    const [from, to] = [ends[0]!, ends.at(-1)!];
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === to) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

/** Two spans with different counts for the same minute. */
function contradiction(spans: readonly Span[]): string | null {
  for (let minute = 0; minute < WEEK_MINUTES; minute += 1) {
    const counts = new Set(spans.filter((span) => applies(span, minute)).map(({ count }) => count));
    if (counts.size > 1)
      return `it says both ${[...counts].join(" and ")} for ${DAYS[Math.floor(minute / DAY_MINUTES)]} ${clock(minute % DAY_MINUTES)}`;
  }
  return null;
}
