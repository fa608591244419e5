import { fillDynamic } from "../../values/convert.js";
import {
  BOOL,
  ConversionError,
  convert,
  convertible,
  DYNAMIC,
  EPHEMERAL,
  listOf,
  mapOf,
  NUMBER,
  reason,
  SENSITIVE,
  STRING,
  setOf,
  type Type,
  typeName,
  Value,
} from "../../values/index.js";
import { mapChildren } from "../../values/parts.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";
import { typeText } from "./type-text.js";

function conversionTo(wanted: Type): LanguageFunction {
  return define(
    [parameter("v", DYNAMIC, "null", "dynamic", "marked")],
    ([v]) => {
      const { type } = v!;
      if (type.kind === "dynamic") return wanted;
      if (!convertible(type, wanted, true))
        throw new FunctionError(`cannot convert ${typeName(type)} to ${nameOf(wanted)}`, 0);
      return fillDynamic(type, wanted);
    },
    ([v]) => {
      try {
        return convert(v!, wanted);
      } catch (e) {
        if (!(e instanceof ConversionError)) throw e;
        throw new FunctionError(failure(v!, wanted, e), 0);
      }
    },
    { nullable: true },
  );
}

function failure(v: Value, wanted: Type, e: ConversionError): string {
  if (v.containsMarked) return `cannot convert this sensitive ${typeName(v.type)} to ${nameOf(wanted)}`;
  if (wanted.kind === "number" && v.type.kind === "string") {
    return `cannot convert ${JSON.stringify(v.asString())} to number; given string must be a decimal representation of a number`;
  }
  if (wanted.kind === "bool" && v.type.kind === "string") {
    return `cannot convert ${JSON.stringify(v.asString())} to bool; only the strings "true" or "false" are allowed`;
  }
  return `cannot convert ${typeName(v.type)} to ${nameOf(wanted)}: ${reason(e)}`;
}

function nameOf(type: Type): string {
  return typeName(type).replace("dynamic", "any single type");
}

/** On a text that is a type's description, for a console to print as it is. */
export const TYPE_MARK = "type";

export const CONVERSION_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  tostring: conversionTo(STRING),
  tonumber: conversionTo(NUMBER),
  tobool: conversionTo(BOOL),
  tolist: conversionTo(listOf(DYNAMIC)),
  toset: conversionTo(setOf(DYNAMIC)),
  tomap: conversionTo(mapOf(DYNAMIC)),
  sensitive: define(
    [parameter("value", DYNAMIC, "null", "unknown", "dynamic", "marked")],
    ([v]) => v!.type,
    ([v]) => v!.mark(SENSITIVE),
    { nullable: true },
  ),
  nonsensitive: define(
    [parameter("value", DYNAMIC, "null", "unknown", "dynamic", "marked")],
    ([v]) => v!.type,
    ([v]) => v!.unmark().withMarks([...v!.marks].filter((mark) => mark !== SENSITIVE)),
    { nullable: true },
  ),
  issensitive: define([parameter("value", DYNAMIC, "null", "unknown", "dynamic", "marked")], BOOL, ([v]) =>
    v!.hasMark(SENSITIVE) ? Value.bool(true) : v!.isKnown ? Value.bool(false) : Value.unknown(BOOL),
  ),
  type: define([parameter("value", DYNAMIC, "null", "unknown", "dynamic")], STRING, ([v]) =>
    Value.string(typeText(v!.type)).mark(TYPE_MARK),
  ),
  ephemeralasnull: define(
    [parameter("value", DYNAMIC, "null", "unknown", "dynamic", "marked")],
    ([v]) => v!.type,
    ([v]) => withoutEphemeral(v!),
    { nullable: true },
  ),
};

function withoutEphemeral(value: Value): Value {
  if (value.hasMark(EPHEMERAL))
    return Value.null(value.type).withMarks([...value.marks].filter((m) => m !== EPHEMERAL));
  return value.containsMarked && value.isKnown ? mapChildren(value, withoutEphemeral) : value;
}
