import {
  BOOL,
  ConversionError,
  convert,
  DYNAMIC,
  listOf,
  NUMBER,
  reason,
  STRING,
  Value,
} from "../../values/index.js";
import { isInfinite, isInteger, signOf } from "../../values/number.js";
import { graphemes } from "../../values/strings.js";
import { isSequence } from "./arguments.js";
import { floatText, integerText } from "./format-number.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";
import { jsonString, jsonText } from "./json-text.js";

interface Verb {
  readonly raw: string;
  readonly offset: number;
  readonly flags: string;
  readonly width: number;
  readonly precision: number;
  readonly mode: string;
}

const VERB = /%(?:%|([0#\-+ ]*)([1-9]\d*)?(\.\d*)?(?:\[([1-9]\d*)\])?([a-zA-Z]))/y;

/** Formats as `printf` does. `args` are wholly known. */
function formatText(format: string, args: readonly Value[]): string {
  let result = "";
  let next = 1;
  let highest = 0;
  let at = 0;
  while (at < format.length) {
    const percent = format.indexOf("%", at);
    if (percent < 0) break;
    result += format.slice(at, percent);
    VERB.lastIndex = percent;
    const match = VERB.exec(format);
    if (!match) throw malformed(format, percent);
    at = percent + match[0].length;
    if (match[0] === "%%") {
      result += "%";
      continue;
    }
    const [raw, flags = "", width, precision, position, mode = ""] = match;
    const verb: Verb = {
      raw,
      offset: byteOffset(format, percent),
      flags,
      width: width === undefined ? -1 : Number(width),
      precision: precision === undefined ? -1 : Number(precision.slice(1) || 0),
      mode,
    };
    const index = position === undefined ? next : Number(position);
    highest = Math.max(highest, index);
    next = index + 1;
    result += formatArgument(verb, args, index);
  }
  result += format.slice(at);
  if (highest < args.length) {
    const why = highest === 0 ? "no verbs in format string" : `only ${highest} used by format string`;
    throw new FunctionError(`too many arguments; ${why}`, highest + 1);
  }
  return result;
}

function byteOffset(text: string, at: number): number {
  return Buffer.byteLength(text.slice(0, at));
}

function malformed(format: string, percent: number): FunctionError {
  const prefix = /^%[0#\-+ ]*(?:[1-9]\d*)?(?:\.\d*)?(?:\[(?:[1-9]\d*\]?)?)?/.exec(format.slice(percent))![0];
  const at = percent + prefix.length;
  const offset = byteOffset(format, at);
  if (at >= format.length) return new FunctionError(`invalid format string starting at offset ${offset}`);
  const c = String.fromCodePoint(format.codePointAt(at)!);
  return new FunctionError(`unrecognized format character ${quoteChar(c)} at offset ${offset}`);
}

function quoteChar(c: string): string {
  return `'${c === "'" ? "\\'" : c}'`;
}

function formatArgument(verb: Verb, args: readonly Value[], index: number): string {
  const where = `${JSON.stringify(verb.raw)} at ${verb.offset}`;
  const arg = args[index - 1];
  if (!arg) {
    throw new FunctionError(
      `not enough arguments for ${where}: need index ${index} but have ${args.length} total`,
    );
  }
  const unsupported = (why: string) => new FunctionError(`unsupported value for ${where}: ${why}`);
  if (verb.mode !== "v" && arg.isNull) throw unsupported("null value cannot be formatted");
  const converted = (type: typeof STRING | typeof NUMBER | typeof BOOL) => {
    try {
      return convert(arg, type);
    } catch (e) {
      if (e instanceof ConversionError) throw unsupported(reason(e));
      throw e;
    }
  };
  switch (verb.mode) {
    case "v":
      return padded(verb, asIs(verb, arg));
    case "t":
      return String(converted(BOOL).asBool());
    case "b":
    case "d":
    case "o":
    case "x":
    case "X": {
      const number = converted(NUMBER);
      if (!isInteger(number.asNum())) throw unsupported("an integer is required");
      return integer(verb, number);
    }
    case "e":
    case "E":
    case "f":
    case "g":
    case "G":
      return float(verb, converted(NUMBER));
    case "s":
    case "q": {
      const text = converted(STRING).asString();
      const short = verb.precision > 0 ? graphemes(text).slice(0, verb.precision).join("") : text;
      return padded(verb, verb.mode === "q" ? jsonString(short) : short);
    }
    default:
      throw new FunctionError(
        `unsupported format verb ${quoteChar(verb.mode)} in ${JSON.stringify(verb.raw)} at offset ${verb.offset}`,
      );
  }
}

function asIs(verb: Verb, arg: Value): string {
  if (!arg.isNull && !verb.flags.includes("#")) {
    if (arg.type.kind === "string") return arg.asString();
    if (arg.type.kind === "number") {
      const number = arg.asNum();
      const sign = signOf(number) < 0 ? "-" : isInfinite(number) ? "+" : "";
      return sign + floatText(number, "g", -1);
    }
  }
  return jsonText(arg);
}

/** Text of the wanted width, counted in what readers take for characters. */
function padded(verb: Verb, text: string): string {
  const missing = verb.width - graphemes(text).length;
  if (missing <= 0) return text;
  const padding = (verb.flags.includes("0") ? "0" : " ").repeat(missing);
  return verb.flags.includes("-") ? text + padding : padding + text;
}

const BASES: Readonly<Record<string, number>> = { b: 2, d: 10, o: 8, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { o: "0", x: "0x", X: "0X" };

function integer(verb: Verb, value: Value): string {
  const number = value.asNum();
  let digits = integerText(number, BASES[verb.mode]!);
  if (verb.mode === "X") digits = digits.toUpperCase();
  if (verb.precision >= 0)
    digits = digits === "0" && verb.precision === 0 ? "" : digits.padStart(verb.precision, "0");
  const prefix = verb.flags.includes("#") ? (PREFIXES[verb.mode] ?? "") : "";
  return signed(verb, signOf(number) < 0, prefix, digits, verb.precision < 0);
}

function float(verb: Verb, value: Value): string {
  const number = value.asNum();
  const mode = verb.mode.toLowerCase() as "e" | "f" | "g";
  const precision = verb.precision < 0 && mode !== "g" ? 6 : verb.precision;
  let digits = floatText(number, mode, precision);
  if (verb.mode === "E" || verb.mode === "G") digits = digits.replace("e", "E");
  if (isInfinite(number)) return signed(verb, signOf(number) < 0, "", digits, false, true);
  return signed(verb, signOf(number) < 0, "", digits, true);
}

function signed(
  verb: Verb,
  negative: boolean,
  prefix: string,
  digits: string,
  zeros: boolean,
  plus = false,
): string {
  const sign = negative ? "-" : plus || verb.flags.includes("+") ? "+" : verb.flags.includes(" ") ? " " : "";
  const missing = verb.width - sign.length - prefix.length - digits.length;
  if (missing <= 0) return sign + prefix + digits;
  if (verb.flags.includes("-")) return sign + prefix + digits + " ".repeat(missing);
  if (verb.flags.includes("0") && zeros) return sign + prefix + "0".repeat(missing) + digits;
  return " ".repeat(missing) + sign + prefix + digits;
}

const rest = parameter("args", DYNAMIC, "null", "unknown", "dynamic");

export const FORMAT_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  format: define(
    [parameter("format", STRING)],
    STRING,
    ([format, ...args]) => {
      const text = format!.asString();
      if (args.every((arg) => arg.isWhollyKnown)) return Value.string(formatText(text, args));
      const percent = text.indexOf("%");
      const unknown = Value.unknown(STRING);
      return percent > 0 ? unknown.refinePrefix(text.slice(0, percent)) : unknown;
    },
    { rest },
  ),
  formatlist: define(
    [parameter("format", STRING)],
    listOf(STRING),
    ([format, ...args]) => formatList(format!, args),
    {
      rest,
    },
  ),
};

function formatList(format: Value, args: readonly Value[]): Value {
  const text = format.asString();
  const rows = rowCount(args);
  if (rows === undefined) return Value.unknown(listOf(STRING));
  const results: Value[] = [];
  for (let row = 0; row < rows; row++) {
    const own = args.map((arg) => (isSequence(arg) && !arg.isNull ? arg.elements()[row]! : arg));
    if (!own.every((arg) => arg.isWhollyKnown)) {
      results.push(Value.unknown(STRING, { notNull: true }));
      continue;
    }
    try {
      results.push(Value.string(formatText(text, own)));
    } catch (e) {
      if (!(e instanceof FunctionError)) throw e;
      if (args.length === 0) throw e;
      throw new FunctionError(`error on format iteration ${row}: ${e.message}`);
    }
  }
  return Value.list(STRING, results);
}

/** How many texts there will be; undefined while that is not known. */
function rowCount(args: readonly Value[]): number | undefined {
  let rows: number | undefined;
  let chooser = 0;
  let known = true;
  for (const [i, arg] of args.entries()) {
    if (!isSequence(arg) || arg.isNull) {
      if (arg.type.kind === "dynamic" && !arg.isKnown) known = false;
      continue;
    }
    if (!arg.isKnown) known = false;
    if (!arg.isKnown && arg.type.kind !== "tuple") continue;
    if (rows === undefined) {
      rows = arg.length;
      chooser = i;
    } else if (arg.length !== rows) {
      throw new FunctionError(
        `argument ${i + 1} has length ${arg.length}, which is inconsistent with argument ${chooser + 1} of length ${rows}`,
        i + 1,
      );
    }
  }
  return known ? (rows ?? 1) : undefined;
}
