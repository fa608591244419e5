/** The functions of `hashicorp/time`: parts of moments and durations. */
import type { FunctionAnswer } from "../../interfaces/provider.js";
import { parseDuration } from "../../language/functions/duration.js";
import { NUMBER, objectOf, STRING, type Type, Value } from "../../values/index.js";
import type { LocalFunction } from "../kit/local.js";
import { fieldsOf, formatMoment, type Moment, parseMoment } from "./moments.js";

const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
] as const;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const DAY = 86_400_000;
/** Largest distance of a date from 1970, in seconds. */
const FARTHEST = 8_640_000_000_000;
/** Largest duration in Go, in nanoseconds. */
const LONGEST = 2n ** 63n - 1n;

const PARTS: Readonly<Record<string, Type>> = {
  ...Object.fromEntries(
    ["year", "year_day", "day", "month", "weekday", "hour", "minute", "second", "iso_year", "iso_week"].map(
      (name) => [name, NUMBER],
    ),
  ),
  month_name: STRING,
  weekday_name: STRING,
};

const failed = (text: string): FunctionAnswer => ({ error: { text, argument: 0 } });

function partsOf(moment: Moment): Record<string, Value> {
  const { year, month, day, hour, minute, second } = fieldsOf(moment);
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day);
  const first = new Date(0).setUTCFullYear(year, 0, 1);
  const weekday = new Date(midnight).getUTCDay();
  const iso = isoWeekOf(midnight);
  const numbers = {
    ...{ year, month, day, hour, minute, second, weekday },
    year_day: Math.round((midnight - first) / DAY) + 1,
    ...{ iso_year: iso.year, iso_week: iso.week },
  };
  return {
    ...Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, Value.number(number)])),
    month_name: Value.string(MONTHS[month - 1]!),
    weekday_name: Value.string(WEEKDAYS[weekday]!),
  };
}

/** A week belongs to the year of its Thursday. */
function isoWeekOf(midnight: number): { readonly year: number; readonly week: number } {
  const monday = (new Date(midnight).getUTCDay() + 6) % 7;
  const thursday = midnight + (3 - monday) * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const first = new Date(0).setUTCFullYear(year, 0, 1);
  return { year, week: Math.floor((thursday - first) / DAY / 7) + 1 };
}

/** Division as Go does it for hours, minutes and seconds. */
const inUnits = (ns: bigint, unit: bigint): number => Number(ns / unit) + Number(ns % unit) / Number(unit);

/** By name. */
export const timeFunctions: Readonly<Record<string, LocalFunction>> = {
  rfc3339_parse: {
    definition: {
      parameters: [{ name: "timestamp", type: STRING, description: "A date and time in RFC 3339." }],
      returns: objectOf({ ...PARTS, unix: NUMBER }),
      summary: "The parts of a date and time",
      description: "Splits a date and time in RFC 3339 into its parts, in its own zone.",
    },
    call(text) {
      const moment = parseMoment(text!.asString());
      if (moment === null)
        return failed(
          `Error parsing RFC3339 timestamp: ${JSON.stringify(text!.asString())} is not a valid RFC3339 timestamp`,
        );
      return { result: Value.object({ ...partsOf(moment), unix: Value.number(moment.seconds) }) };
    },
  },
  unix_timestamp_parse: {
    definition: {
      parameters: [{ name: "unix_timestamp", type: NUMBER, description: "Seconds since 1970, in UTC." }],
      returns: objectOf({ ...PARTS, rfc3339: STRING }),
      summary: "The parts of a date and time",
      description: "Splits a date and time, given in seconds since 1970, into its parts in UTC.",
    },
    call(seconds) {
      if (!seconds!.isInteger()) return failed(`${seconds!.numberText()} is not a whole number`);
      const moment = { seconds: seconds!.asNumber(), offset: 0 };
      if (Math.abs(moment.seconds) > FARTHEST)
        return failed(`${seconds!.numberText()} is too far away from 1970`);
      return { result: Value.object({ ...partsOf(moment), rfc3339: Value.string(formatMoment(moment)) }) };
    },
  },
  duration_parse: {
    definition: {
      parameters: [{ name: "duration", type: STRING, description: "A duration such as 1h30m." }],
      returns: objectOf(
        Object.fromEntries(
          ["hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"].map((name) => [
            name,
            NUMBER,
          ]),
        ),
      ),
      summary: "A duration in units",
      description: "Returns the whole duration in each unit: in hours, in minutes, in seconds and so on.",
    },
    call(text) {
      const duration = durationOf(text!.asString());
      if (duration === null)
        return failed(
          `Error parsing duration string: ${JSON.stringify(text!.asString())} is not a valid duration string`,
        );
      const values = {
        hours: inUnits(duration, 3_600_000_000_000n),
        minutes: inUnits(duration, 60_000_000_000n),
        seconds: inUnits(duration, 1_000_000_000n),
        milliseconds: duration / 1_000_000n,
        microseconds: duration / 1_000n,
        nanoseconds: duration,
      };
      return {
        result: Value.object(Object.entries(values).map(([name, number]) => [name, Value.number(number)])),
      };
    },
  },
};

function durationOf(text: string): bigint | null {
  try {
    const duration = parseDuration(text);
    return duration > LONGEST || duration < -LONGEST - 1n ? null : duration;
  } catch {
    return null;
  }
}
