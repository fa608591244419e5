import { ConversionError } from "../convert.js";
import { typeFromJson } from "../json.js";
import type { ObjectType, Type } from "../types.js";
import { Value } from "../value.js";
import { numberOf } from "./numbers.js";
import { Extension, Head, Reader, type Token } from "./reader.js";
import { readUnknown } from "./unknown.js";

/** The inverse of `toMsgpack`. @throws ConversionError that says where the bytes do not fit the type */
export function fromMsgpack(bytes: Uint8Array, type: Type): Value {
  const reader = new Reader(bytes);
  const value = read(reader, type, []);
  if (!reader.ended) throw new ConversionError("bytes follow the value");
  return value;
}

/** Attribute names, keys and indexes, for messages. */
type Place = readonly (string | number)[];

function read(reader: Reader, type: Type, place: Place): Value {
  const token = reader.next();
  if (token instanceof Extension) return readUnknown(token, type);
  if (type.kind === "dynamic") return readDynamic(reader, token, place);
  if (token === null) return Value.null(type);
  switch (type.kind) {
    case "string":
      if (typeof token !== "string") throw mismatch(place, "a string");
      return Value.string(token);
    case "number": {
      const value = numberOf(token);
      if (value === null) throw mismatch(place, "a number");
      return value;
    }
    case "bool":
      if (typeof token !== "boolean") throw mismatch(place, "a bool");
      return Value.bool(token);
    case "list":
    case "set":
      return Value[type.kind](
        type.element,
        readItems(reader, token, place, () => type.element),
      );
    case "tuple": {
      if (length(token, "array", place) !== type.elements.length)
        throw mismatch(place, `a tuple of ${type.elements.length}`);
      return Value.tuple(readItems(reader, token, place, (i) => type.elements[i]!));
    }
    case "map":
      return Value.map(
        type.element,
        readEntries(reader, token, place, () => type.element),
      );
    case "object":
      return readObject(reader, token, type, place);
  }
}

function readDynamic(reader: Reader, token: Token, place: Place): Value {
  if (token === null) return Value.null({ kind: "dynamic" });
  if (length(token, "array", place) !== 2) throw mismatch(place, "a value with its type");
  const json = reader.next();
  const text = typeof json === "string" ? json : Buffer.isBuffer(json) ? json.toString() : null;
  if (text === null) throw mismatch(place, "a value with its type");
  let type: Type;
  try {
    type = typeFromJson(JSON.parse(text));
  } catch {
    throw mismatch(place, "a type in JSON");
  }
  return read(reader, type, place);
}

function readItems(reader: Reader, token: Token, place: Place, typeOf: (i: number) => Type): Value[] {
  const count = length(token, "array", place);
  const items: Value[] = [];
  for (let i = 0; i < count; i++) items.push(read(reader, typeOf(i), [...place, i]));
  return items;
}

function readEntries(
  reader: Reader,
  token: Token,
  place: Place,
  typeOf: (name: string) => Type,
): [string, Value][] {
  const count = length(token, "map", place);
  const entries: [string, Value][] = [];
  for (let i = 0; i < count; i++) {
    const name = reader.next();
    if (typeof name !== "string") throw mismatch(place, "a map with names");
    entries.push([name, read(reader, typeOf(name), [...place, name])]);
  }
  return entries;
}

function readObject(reader: Reader, token: Token, type: ObjectType, place: Place): Value {
  const entries = readEntries(reader, token, place, (name) => {
    const attribute = type.attributes[name];
    if (!attribute) throw mismatch(place, `an object without ${JSON.stringify(name)}`);
    return attribute;
  });
  const given = new Set(entries.map(([name]) => name));
  const missing = Object.keys(type.attributes).filter((name) => !given.has(name));
  if (missing.length > 0) throw mismatch(place, `an object with ${missing.join(", ")}`);
  return Value.object(entries);
}

function length(token: Token, kind: Head["kind"], place: Place): number {
  if (!(token instanceof Head) || token.kind !== kind)
    throw mismatch(place, kind === "array" ? "a sequence" : "a map");
  return token.length;
}

function mismatch(place: Place, wanted: string): ConversionError {
  const where = place.length > 0 ? `${place.join(".")}: ` : "";
  return new ConversionError(`${where}${wanted} is required`);
}
