import { ConversionError, convert, NUMBER, STRING, type Type, typeName, Value } from "../../values/index.js";
import { signOf } from "../../values/number.js";
import type { Span } from "../source/source.js";
import type { Node } from "../syntax/ast.js";
import { type Context, UNKNOWN_VALUE } from "./context.js";

const INVALID_INDEX = "Invalid index";
const NO_SUCH = "The given key does not identify an element in this collection value";

/** `collection[key]`. */
export function elementAt(collection: Value, key: Value, at: Span, blame: Node, context: Context): Value {
  const fail = (detail: string, summary = INVALID_INDEX) => context.fail(summary, detail, at, blame);
  if (collection.isNull) {
    return fail("This value is null, so it does not have any indices.", "Attempt to index null value");
  }
  if (key.isNull) return fail("Can't use a null value as an indexing key.");
  const type = collection.type;
  if (key.type.kind === "dynamic" || type.kind === "dynamic")
    return UNKNOWN_VALUE.withMarks(collection.marks);
  switch (type.kind) {
    case "list":
    case "tuple":
    case "map": {
      const wanted = keyOf(key, type.kind === "map" ? STRING : NUMBER, fail);
      return wanted ? indexed(collection, wanted, fail) : UNKNOWN_VALUE;
    }
    case "object": {
      const wanted = keyOf(key, STRING, fail);
      if (!wanted) return UNKNOWN_VALUE;
      if (!collection.isKnown || !wanted.isKnown) return UNKNOWN_VALUE.withMarks(collection.marks);
      const name = wanted.asString();
      if (Object.hasOwn(type.attributes, name)) return collection.attr(name);
      const hint =
        key.type.kind === "number"
          ? " An object only supports looking up attributes by name, not by numeric index."
          : "";
      return fail(`${NO_SUCH}.${hint}`);
    }
    case "set":
      return fail(
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
      );
    default:
      return fail("This value does not have any indices.");
  }
}

function keyOf(key: Value, type: Type, fail: (detail: string) => Value): Value | null {
  try {
    return convert(key, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    fail(`${NO_SUCH}: ${e.message}.`);
    return null;
  }
}

function indexed(collection: Value, key: Value, fail: (detail: string) => Value): Value {
  const marks = [...collection.marks, ...key.marks];
  const { type } = collection;
  if (!collection.isKnown || !key.isKnown) {
    if (type.kind === "tuple") {
      const place = key.isKnown ? type.elements[key.asNumber()] : undefined;
      if (key.isKnown && !place) return fail(`${NO_SUCH}${sequenceReason(collection, key)}.`);
      return (place ? Value.unknown(place) : UNKNOWN_VALUE).withMarks(collection.marks);
    }
    const element = type.kind === "list" || type.kind === "map" ? type.element : type;
    return Value.unknown(element).withMarks(collection.marks);
  }
  const place = key.type.kind === "string" ? key.asString() : key.asNum();
  const found = typeof place === "object" ? undefined : collection.at(place);
  if (found) return found.withMarks(marks);
  return fail(type.kind === "map" ? `${NO_SUCH}.` : `${NO_SUCH}${sequenceReason(collection, key)}.`);
}

function sequenceReason(collection: Value, key: Value): string {
  const number = key.asNum();
  if (!key.isInteger()) {
    return ": indexing a sequence requires a whole number, but the given index has a fractional part";
  }
  if (signOf(number) < 0) return ": a negative number is not a valid index for a sequence";
  if (collection.length === 0) return ": the collection has no elements";
  return ": the given index is greater than or equal to the length of the collection";
}

/** `object.name`. */
export function attributeOf(object: Value, name: string, at: Span, blame: Node, context: Context): Value {
  const fail = (detail: string, summary = "Unsupported attribute") =>
    context.fail(summary, detail, at, blame);
  if (object.isNull) {
    return fail(
      "This value is null, so it does not have any attributes.",
      "Attempt to get attribute from null value",
    );
  }
  const { type } = object;
  switch (type.kind) {
    case "dynamic":
      return UNKNOWN_VALUE.withMarks(object.marks);
    case "object":
      if (Object.hasOwn(type.attributes, name)) return object.attr(name);
      return fail(`This object does not have an attribute named ${JSON.stringify(name)}.`);
    case "map": {
      if (!object.isKnown) return Value.unknown(type.element).withMarks(object.marks);
      const found = object.at(name);
      if (found) return found;
      return fail(
        `This map does not have an element with the key ${JSON.stringify(name)}.`,
        "Missing map element",
      );
    }
    case "list":
    case "set":
      if (type.element.kind === "object") return fail(elementsHave(type.kind, type.element, name));
      return fail("This value does not have any attributes.");
    case "tuple":
      return fail("This value does not have any attributes.");
    default:
      return fail(`Can't access attributes on a primitive-typed value (${typeName(type)}).`);
  }
}

function elementsHave(kind: "list" | "set", element: Type & { kind: "object" }, name: string): string {
  const start = `Can't access attributes on a ${kind} of objects. Did you mean to access`;
  if (kind === "set") return `${start} an attribute across all elements of the set?`;
  const what = element.attributes[name] ? `attribute ${JSON.stringify(name)}` : "an attribute";
  return `${start} ${what} for a specific element of the list, or across all elements of the list?`;
}
