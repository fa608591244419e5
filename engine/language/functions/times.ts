import { NUMBER, STRING, Value } from "../../values/index.js";
import { formatDate } from "./format-date.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";
import { parseTimestamp, rfc3339 } from "./timestamp.js";

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

/** A duration such as `-1h30m` in nanoseconds. */
function parseDuration(text: string): bigint {
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
