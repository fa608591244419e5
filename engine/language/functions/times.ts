import { NUMBER, STRING, Value } from "../../values/index.js";
import { parseDuration } from "./duration.js";
import { formatDate } from "./format-date.js";
import { define, type LanguageFunction, parameter } from "./function.js";
import { parseTimestamp, rfc3339 } from "./timestamp.js";

export const TIME_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  formatdate: define([parameter("format", STRING), parameter("time", STRING)], STRING, ([format, time]) =>
    Value.string(formatDate(format!.asString(), parseTimestamp(time!.asString(), 1))),
  ),
  timeadd: define(
    [parameter("timestamp", STRING), parameter("duration", STRING)],
    STRING,
    ([time, duration]) => {
      const { ns, offset } = parseTimestamp(time!.asString());
      return Value.string(rfc3339({ ns: ns + parseDuration(duration!.asString()), offset }));
    },
  ),
  timecmp: define([parameter("timestamp_a", STRING), parameter("timestamp_b", STRING)], NUMBER, ([a, b]) => {
    const first = parseTimestamp(a!.asString(), 0).ns;
    const second = parseTimestamp(b!.asString(), 1).ns;
    return Value.number(first < second ? -1 : first > second ? 1 : 0);
  }),
  timestamp: define([], STRING, (_, { scope }) => timeOf(scope.now), { impure: true }),
  plantimestamp: define([], STRING, (_, { scope }) => timeOf(scope.planTimestamp)),
};

function timeOf(date: Date | undefined): Value {
  return date ? Value.string(`${date.toISOString().slice(0, 19)}Z`) : Value.unknown(STRING);
}
