import { convert } from "./convert.js";
import { fromNumber, toFloat } from "./number.js";
import { objectOfType } from "./objects.js";
import { layoutOf, type Type } from "./types.js";
import { Value } from "./value.js";

/** Stands for an unknown value in plain data. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** Values as ordinary data: sets are arrays, objects and maps are records, numbers lose what a double cannot hold. */
export type Plain = null | string | number | boolean | typeof UNKNOWN | Plain[] | { [name: string]: Plain };

/** The value as ordinary data; marks are dropped. */
export function toPlain(value: Value): Plain {
  if (!value.isKnown) return UNKNOWN;
  if (value.isNull) return null;
  switch (value.type.kind) {
    case "string":
      return value.asString();
    case "number":
      return toFloat(value.asNum());
    case "bool":
      return value.asBool();
    case "map":
    case "object": {
      const record: { [name: string]: Plain } = {};
      for (const [name, v] of value.asMap()) {
        if (name !== "__proto__") {
          record[name] = toPlain(v);
          continue;
        }
        Object.defineProperty(record, name, {
          value: toPlain(v),
          enumerable: true,
          writable: true,
          configurable: true,
        });
      }
      return record;
    }
    default:
      return value.elements().map(toPlain);
  }
}

/** A value of the given type from ordinary data; attributes that are absent are null. Throws a ConversionError. */
export function fromPlain(plain: Plain | undefined, type: Type): Value {
  if (plain === UNKNOWN) return Value.unknown(type);
  if (plain === null || plain === undefined) return Value.null(type);
  switch (type.kind) {
    case "list":
      if (Array.isArray(plain))
        return Value.list(
          type.element,
          plain.map((p) => fromPlain(p, type.element)),
        );
      break;
    case "set":
      if (Array.isArray(plain))
        return Value.set(
          type.element,
          plain.map((p) => fromPlain(p, type.element)),
        );
      break;
    case "tuple":
      if (Array.isArray(plain) && plain.length === type.elements.length) {
        return Value.tuple(plain.map((p, i) => fromPlain(p, type.elements[i]!)));
      }
      break;
    case "map":
      if (isRecord(plain)) {
        return Value.map(
          type.element,
          Object.entries(plain).map(([k, p]) => [k, fromPlain(p, type.element)]),
        );
      }
      break;
    case "object":
      if (isRecord(plain) && Object.keys(plain).every((name) => type.attributes[name])) {
        const { names, types } = layoutOf(type);
        return objectOfType(
          type,
          names.map((name, at) => fromPlain(Object.hasOwn(plain, name) ? plain[name] : null, types[at]!)),
        );
      }
      break;
  }
  return convert(inferred(plain), type);
}

function isRecord(plain: Plain): plain is { [name: string]: Plain } {
  return typeof plain === "object" && plain !== null && !Array.isArray(plain);
}

/** The value that the data itself suggests: arrays are tuples, records are objects. */
function inferred(plain: Plain): Value {
  if (plain === UNKNOWN) return Value.unknown({ kind: "dynamic" });
  if (plain === null) return Value.null({ kind: "dynamic" });
  if (typeof plain === "string") return Value.string(plain);
  if (typeof plain === "number") return Value.number(fromNumber(plain));
  if (typeof plain === "boolean") return Value.bool(plain);
  if (Array.isArray(plain)) return Value.tuple(plain.map(inferred));
  return Value.object(Object.entries(plain).map(([name, p]) => [name, inferred(p)]));
}
