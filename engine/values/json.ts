import { ConversionError, convert } from "./convert.js";
import { RawNumber } from "./exact-json.js";
import { formatNumber, isInfinite, type Num, parseNumber } from "./number.js";
import { objectOfType } from "./objects.js";
import { BOOL, DYNAMIC, layoutOf, NUMBER, objectOf, STRING, type Type, tupleOf } from "./types.js";
import { Value } from "./value.js";

/** JSON as `JSON.parse` gives it, or with `RawNumber` where a double would lose digits. */
export type Json = null | string | number | boolean | RawNumber | Json[] | { [name: string]: Json };

function numberToJson(n: Num): number | RawNumber {
  if (typeof n === "number") return n;
  const text = formatNumber(n);
  return String(Number(text)) === text ? Number(text) : new RawNumber(text);
}

/**
 * The value as state files and plans in JSON hold it. Where the type leaves a part open (`type` is the declared one),
 * that part is wrapped with its actual type. Throws for unknown values; marks are dropped.
 */
export function toJson(value: Value, type: Type = value.type): Json {
  if (!value.isKnown) throw new ConversionError("an unknown value cannot be written as JSON");
  if (type.kind === "dynamic" && value.type.kind !== "dynamic") {
    return { value: toJson(value), type: typeToJson(value.type) };
  }
  if (value.isNull) return null;
  switch (type.kind) {
    case "string":
      return value.asString();
    case "number":
      if (isInfinite(value.asNum()))
        throw new ConversionError("an infinite number cannot be written as JSON");
      return numberToJson(value.asNum());
    case "bool":
      return value.asBool();
    case "list":
    case "set":
      return value.elements().map((v) => toJson(v, type.element));
    case "tuple":
      return value.elements().map((v, i) => toJson(v, type.elements[i]!));
    case "map":
      return recordOf(value, (v) => toJson(v, type.element));
    case "object":
      return recordOf(value, (v, name) => toJson(v, type.attributes[name]!));
    default:
      return null;
  }
}

function recordOf(value: Value, toJson: (v: Value, name: string) => Json): { [name: string]: Json } {
  const record: { [name: string]: Json } = {};
  for (const [name, v] of value.asMap()) {
    define(record, name, toJson(v, name));
  }
  return record;
}

function define(record: { [name: string]: Json }, name: string, json: Json): void {
  if (name === "__proto__") Object.defineProperty(record, name, { value: json, enumerable: true });
  else record[name] = json;
}

/** The inverse of `toJson`. Attributes that are absent are null; unknown ones are refused with a ConversionError. */
export function fromJson(json: unknown, type: Type): Value {
  if (json === null || json === undefined) return Value.null(type);
  switch (type.kind) {
    case "dynamic": {
      const wrapped = json as { value?: Json; type?: Json };
      if (typeof json !== "object" || wrapped.type === undefined) {
        throw new ConversionError("a value with its type is required");
      }
      return fromJson(wrapped.value ?? null, typeFromJson(wrapped.type));
    }
    case "string":
    case "number":
    case "bool":
      return primitiveFromJson(json as Json, type);
    case "list":
      return Value.list(
        type.element,
        array(json).map((j) => fromJson(j, type.element)),
      );
    case "set":
      return Value.set(
        type.element,
        array(json).map((j) => fromJson(j, type.element)),
      );
    case "tuple": {
      const items = array(json);
      if (items.length !== type.elements.length) {
        throw new ConversionError(`${type.elements.length} elements are required, not ${items.length}`);
      }
      return Value.tuple(items.map((j, i) => fromJson(j, type.elements[i]!)));
    }
    case "map":
      return Value.map(
        type.element,
        Object.entries(record(json)).map(([k, j]) => [k, fromJson(j, type.element)]),
      );
    case "object": {
      const given = record(json);
      for (const name of Object.keys(given)) {
        if (!type.attributes[name])
          throw new ConversionError(`unsupported attribute ${JSON.stringify(name)}`);
      }
      const { names, types } = layoutOf(type);
      return objectOfType(
        type,
        names.map((name, at) => fromJson(Object.hasOwn(given, name) ? given[name] : null, types[at]!)),
      );
    }
  }
}

function primitiveFromJson(json: Json, type: Type): Value {
  if (json instanceof RawNumber) {
    return type.kind === "string" ? Value.string(json.text) : convert(Value.number(json.text), type);
  }
  if (typeof json === "string") return convert(Value.string(json), type);
  if (typeof json === "number") return convert(Value.number(parseNumber(String(json))!), type);
  if (typeof json === "boolean") return convert(Value.bool(json), type);
  throw new ConversionError(`a ${type.kind} is required`);
}

function array(json: unknown): unknown[] {
  if (!Array.isArray(json)) throw new ConversionError("an array is required");
  return json;
}

function record(json: unknown): Record<string, unknown> {
  if (typeof json !== "object" || json === null || Array.isArray(json) || json instanceof RawNumber) {
    throw new ConversionError("an object is required");
  }
  return json as Record<string, unknown>;
}

/** A type in JSON: `"string"`, `["list","string"]`, `["object",{"a":"number"}]`, `["object",{…},["a"]]` with optional ones. */
export function typeToJson(type: Type): Json {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return [type.kind, typeToJson(type.element)];
    case "tuple":
      return ["tuple", type.elements.map(typeToJson)];
    case "object": {
      const names = Object.keys(type.attributes).sort();
      const attributes: { [name: string]: Json } = {};
      for (const name of names) define(attributes, name, typeToJson(type.attributes[name]!));
      return type.optional ? ["object", attributes, [...type.optional].sort()] : ["object", attributes];
    }
    default:
      return type.kind;
  }
}

/** Reads a type as states and plans write it: `"string"`, `["list","string"]`. @throws ConversionError */
export function typeFromJson(json: unknown): Type {
  if (json === "string") return STRING;
  if (json === "number") return NUMBER;
  if (json === "bool") return BOOL;
  if (json === "dynamic") return DYNAMIC;
  if (Array.isArray(json)) {
    const [kind, inner, optional] = json;
    if (kind === "list" || kind === "set" || kind === "map") return { kind, element: typeFromJson(inner) };
    if (kind === "tuple") return tupleOf(array(inner).map(typeFromJson));
    if (kind === "object") {
      const attributes: Record<string, Type> = Object.create(null);
      for (const [name, t] of Object.entries(record(inner))) attributes[name] = typeFromJson(t);
      return objectOf(attributes, optional as string[] | undefined);
    }
  }
  throw new ConversionError(`${JSON.stringify(json)} is not a type`);
}

/** The type that `jsondecode` gives data: arrays are tuples, records are objects, null is of any type. */
export function impliedType(json: unknown): Type {
  if (json === null || json === undefined) return DYNAMIC;
  if (typeof json === "string") return STRING;
  if (typeof json === "number" || json instanceof RawNumber) return NUMBER;
  if (typeof json === "boolean") return BOOL;
  if (Array.isArray(json)) return tupleOf(json.map(impliedType));
  const attributes: Record<string, Type> = Object.create(null);
  for (const [name, j] of Object.entries(json as object)) attributes[name] = impliedType(j);
  return objectOf(attributes);
}
