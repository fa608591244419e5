/** Moments with their offset from UTC, which the provider keeps. */

/** A moment in seconds since 1970, and its zone. */
export interface Moment {
  readonly seconds: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

export interface Shift {
  readonly years?: number | undefined;
  readonly months?: number | undefined;
  readonly days?: number | undefined;
  readonly hours?: number | undefined;
  readonly minutes?: number | undefined;
  readonly seconds?: number | undefined;
}

const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/;

/** Null if the text is not RFC 3339. */
export function parseMoment(text: string): Moment | null {
  const match = RFC3339.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [, , , , , , , sign, hours, minutes] = match;
  const offset = sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  local.setUTCHours(hour, minute, second);
  if (
    local.getUTCMonth() !== month - 1 ||
    local.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    return null;
  return { seconds: local.getTime() / 1000 - offset * 60, offset };
}

export const momentOf = (date: Date): Moment => ({ seconds: Math.floor(date.getTime() / 1000), offset: 0 });

/** The date and time of day in the moment's own zone, as the fields of a date in UTC. */
const local = ({ seconds, offset }: Moment): Date => new Date((seconds + offset * 60) * 1000);

export function formatMoment(moment: Moment): string {
  const { offset } = moment;
  const text = local(moment).toISOString().slice(0, 19);
  if (offset === 0) return `${text}Z`;
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  return `${text}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/** Days beyond the end of a month roll over into the next, as in Go: a month after 31 January is early March. */
export function shifted(moment: Moment, shift: Shift): Moment {
  const { years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = shift;
  const date = local(moment);
  date.setUTCFullYear(date.getUTCFullYear() + years, date.getUTCMonth() + months, date.getUTCDate() + days);
  const { offset } = moment;
  return { offset, seconds: date.getTime() / 1000 - offset * 60 + hours * 3600 + minutes * 60 + seconds };
}

export interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly unix: number;
}

export function fieldsOf(moment: Moment): Fields {
  const date = local(moment);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    unix: moment.seconds,
  };
}
