import { mismatch } from "./mismatch.js";
import { parseNumber } from "./number.js";
import type { Path, PathStep } from "./path.js";
import type { Refinement } from "./refinement.js";
import {
  type CollectionType,
  isCollection,
  type ObjectType,
  objectOf,
  type TupleType,
  type Type,
  tupleOf,
  typesEqual,
  withoutOptional,
} from "./types.js";
import { commonElement, convertible, unify } from "./unify.js";
import { Value } from "./value.js";

/** A value cannot be converted. The message is a reason, such as `a number is required`, for the value at `path`. */
export class ConversionError extends Error {
  override name = "ConversionError";
  constructor(
    message: string,
    readonly path: Path = [],
  ) {
    super(message);
  }
}

/** The reason with the place inside the value, where the error has one. */
export function reason(e: ConversionError): string {
  const path = e.path.map((step) => {
    if ("attribute" in step) return `.${step.attribute}`;
    if ("index" in step) return `[${JSON.stringify(step.index)}]`;
    return "[…]";
  });
  return path.length > 0 ? `${path.join("").replace(/^\./, "")}: ${e.message}` : e.message;
}

/** Converts as an argument of the given type is converted. Throws a ConversionError. */
export function convert(value: Value, type: Type): Value {
  if (typesEqual(value.type, type) || typesEqual(value.type, withoutOptional(type))) return value;
  if (!convertible(value.type, type, true)) throw new ConversionError(mismatch(value.type, type));
  return convertTo(value, type, true, []);
}

function convertTo(value: Value, type: Type, unsafe: boolean, path: Path): Value {
  if (type.kind === "dynamic" || typesEqual(value.type, type)) return value;
  if (value.isMarked) return convertTo(value.unmark(), type, unsafe, path).withMarks(value.marks);
  const plain = withoutOptional(type);
  if (!value.isKnown) return convertUnknown(value, fillDynamic(value.type, plain));
  if (value.isNull) return Value.null(fillDynamic(value.type, plain));
  if (typesEqual(value.type, plain)) return value;
  switch (type.kind) {
    case "string":
      return Value.string(value.type.kind === "number" ? value.numberText() : String(value.asBool()));
    case "number": {
      const number = parseNumber(value.asString());
      if (number === null) throw new ConversionError("a number is required", path);
      return Value.number(number);
    }
    case "bool":
      return convertToBool(value.asString(), path);
    case "list":
    case "set":
      return convertToSequence(value, type, unsafe, path);
    case "map":
      return convertToMap(value, type, unsafe, path);
    case "tuple":
      return Value.tuple(
        value.elements().map((v, i) => convertTo(v, type.elements[i]!, unsafe, [...path, { index: i }])),
      );
    case "object":
      return value.type.kind === "map"
        ? mapToObject(value, type, unsafe, path)
        : objectToObject(value, type, unsafe, path);
  }
}

function convertToBool(text: string, path: Path): Value {
  if (text === "true" || text === "1") return Value.bool(true);
  if (text === "false" || text === "0") return Value.bool(false);
  const lower = text.toLowerCase();
  const hint =
    lower === "true" || lower === "false" ? `; to convert from string, use lowercase "${lower}"` : "";
  throw new ConversionError(`a bool is required${hint}`, path);
}

function convertToSequence(value: Value, type: CollectionType, unsafe: boolean, path: Path): Value {
  const make = type.kind === "list" ? Value.list : Value.set;
  const from = value.type;
  if (from.kind === "set" && type.kind === "list" && !value.isWhollyKnown && value.length > 1) {
    // Unknown elements may turn out to be equal to others.
    return Value.unknown({ kind: "list", element: from.element });
  }
  const items = value.elements();
  if (items.length === 0) {
    const element = type.element.kind === "dynamic" && isCollection(from) ? from.element : type.element;
    return make(element, []);
  }
  const element = from.kind === "tuple" ? commonElement(from.elements, type, unsafe)! : type.element;
  let converted: readonly Value[] = items.map((v, i) =>
    convertTo(v, element, unsafe, [...path, { index: i }]),
  );
  if (from.kind === "tuple" && type.kind === "list") converted = alike(converted, unsafe, path);
  requireAlike(converted, type.kind, path);
  return make(converted[0]!.type, converted);
}

function convertToMap(value: Value, type: CollectionType, unsafe: boolean, path: Path): Value {
  const from = value.type;
  const entries = value.entries();
  if (entries.length === 0) {
    const element = type.element.kind === "dynamic" && isCollection(from) ? from.element : type.element;
    return Value.map(element, []);
  }
  const element =
    from.kind === "object" ? commonElement(Object.values(from.attributes), type, unsafe)! : type.element;
  let converted: readonly Value[] = entries.map(([name, v]) =>
    convertTo(v, element, unsafe, [...path, { index: name }]),
  );
  if (isCollection(element) || element.kind === "object")
    converted = alike(converted, from.kind === "object" && unsafe, path);
  converted = closed(converted);
  requireAlike(converted, "map", path);
  return Value.map(
    converted[0]!.type,
    entries.map(([name], i) => [name, converted[i]!]),
  );
}

/** Nulls and unknowns of no type of their own take that of the others. */
function closed(values: readonly Value[]): readonly Value[] {
  const type = values.find((v) => v.type.kind !== "dynamic")?.type;
  if (!type) return values;
  return values.map((v) => {
    if (v.type.kind !== "dynamic") return v;
    return (v.isNull ? Value.null(type) : Value.unknown(type)).withMarks(v.marks);
  });
}

/** Elements whose types came out different (parts were left open) are brought to one type. */
function alike(values: readonly Value[], unsafe: boolean, path: Path): readonly Value[] {
  const first = values[0]!.type;
  if (values.every((v) => typesEqual(v.type, first))) return values;
  const types = values.map((v) => v.type);
  const common = unify(types, unsafe);
  if (!common) throw new ConversionError("cannot find a common base type for all elements", path);
  return values.map((v) => convertTo(v, common, unsafe, path));
}

function requireAlike(values: readonly Value[], kind: string, path: Path): void {
  const first = values[0]!.type;
  if (values.some((v) => !typesEqual(v.type, first))) {
    throw new ConversionError(`element types must all match for conversion to ${kind}`, path);
  }
}

function mapToObject(value: Value, type: ObjectType, unsafe: boolean, path: Path): Value {
  const result: [string, Value][] = [];
  const map = value.asMap();
  for (const [name, wanted] of Object.entries(type.attributes)) {
    const given = map.get(name);
    if (given) {
      if (!convertible(given.type, wanted, unsafe)) {
        const reason = mismatch(given.type, wanted);
        throw new ConversionError(
          `map element type is incompatible with attribute ${JSON.stringify(name)}: ${reason}`,
          path,
        );
      }
      result.push([name, convertTo(given, wanted, unsafe, [...path, { index: name }])]);
    } else if (type.optional?.has(name)) {
      result.push([name, Value.null(wanted)]);
    } else {
      throw new ConversionError(`map has no element for required attribute ${JSON.stringify(name)}`, path);
    }
  }
  return Value.object(result);
}

function objectToObject(value: Value, type: ObjectType, unsafe: boolean, path: Path): Value {
  const given = value.asMap();
  const result: [string, Value][] = [];
  for (const [name, wanted] of Object.entries(type.attributes)) {
    const v = given.get(name);
    const step: PathStep = { attribute: name };
    result.push([name, v ? convertTo(v, wanted, unsafe, [...path, step]) : Value.null(wanted)]);
  }
  return Value.object(result);
}

/** The type that a value of type `from` has once converted to `to`: dynamic parts of `to` are taken from `from`. */
export function fillDynamic(from: Type, to: Type): Type {
  if (from.kind === "dynamic") return to;
  const parts = (types: readonly Type[]) => unify(types) ?? { kind: "dynamic" as const };
  switch (to.kind) {
    case "dynamic":
      return from;
    case "list":
    case "set":
      if (from.kind === "tuple")
        return { kind: to.kind, element: fillDynamic(parts(from.elements), to.element) };
      return from.kind === "list" || from.kind === "set"
        ? { kind: to.kind, element: fillDynamic(from.element, to.element) }
        : to;
    case "map":
      if (from.kind === "object") {
        return { kind: "map", element: fillDynamic(parts(Object.values(from.attributes)), to.element) };
      }
      return from.kind === "map" ? { kind: "map", element: fillDynamic(from.element, to.element) } : to;
    case "object": {
      const attributes: Record<string, Type> = Object.create(null);
      for (const [name, type] of Object.entries(to.attributes)) {
        const given =
          from.kind === "map" ? from.element : from.kind === "object" ? from.attributes[name] : undefined;
        attributes[name] = given ? fillDynamic(given, type) : type;
      }
      return objectOf(attributes);
    }
    case "tuple":
      return tupleOf(to.elements.map((t, i) => fillDynamic((from as TupleType).elements[i] ?? t, t)));
    default:
      return to;
  }
}

/** What is known of the unknown value's length and nullness holds after the conversion too. */
function convertUnknown(value: Value, type: Type): Value {
  const known: { -readonly [K in keyof Refinement]: Refinement[K] } = {};
  const from = value.type;
  const had = value.refinement ?? {};
  if (value.isNotNull) known.notNull = true;
  if (from.kind === "object" && type.kind === "map") {
    known.minLength = known.maxLength = Object.keys(from.attributes).length;
  } else if (from.kind === "tuple" && (type.kind === "list" || type.kind === "set")) {
    known.maxLength = from.elements.length;
    known.minLength = type.kind === "list" ? known.maxLength : Math.min(1, known.maxLength);
  } else if (isCollection(from) && isCollection(type)) {
    if (had.minLength) known.minLength = type.kind === "set" ? 1 : had.minLength;
    if (had.maxLength !== undefined) known.maxLength = had.maxLength;
  }
  return Value.unknown(type, known);
}
