/** Values as JSON that loses nothing: unknowns with what is known of them, marks, numbers of any size. */
import {
  formatNumber,
  type Num,
  parseNumber,
  type Refinement,
  type Type,
  typeFromJson,
  typeToJson,
  Value,
} from "../values/index.js";

/** A value without its type: `null`, a text, `{n}` a number, a boolean, an array, `{o}` an object, `{u}` unknown, `{m,v}` marked. */
type Wire = unknown;

/** A value with its type as JSON, unknown parts and marks included. */
export function encodeValue(value: Value): unknown {
  return { type: typeToJson(value.type), value: encode(value) };
}

/** Reads what `encodeValue` made. */
export function decodeValue(json: unknown): Value {
  const { type, value } = json as { type: unknown; value: Wire };
  return decode(value, typeFromJson(type));
}

function encode(value: Value): Wire {
  if (value.isMarked) return { m: [...value.marks], v: encode(value.unmark()) };
  if (!value.isKnown) return { u: encodeRefinement(value.refinement ?? {}) };
  if (value.isNull) return null;
  switch (value.type.kind) {
    case "string":
      return value.asString();
    case "number":
      return { n: value.numberText() };
    case "bool":
      return value.asBool();
    case "object":
    case "map":
      return { o: value.entries().map(([name, child]) => [name, encode(child)]) };
    default:
      return value.elements().map(encode);
  }
}

function encodeRefinement({ min, max, ...rest }: Refinement): unknown {
  const bound = (b: NonNullable<Refinement["min"]>) => ({
    value: formatNumber(b.value),
    inclusive: b.inclusive,
  });
  return { ...rest, ...(min && { min: bound(min) }), ...(max && { max: bound(max) }) };
}

function decode(wire: Wire, type: Type): Value {
  if (wire === null) return Value.null(type);
  if (typeof wire === "string") return Value.string(wire);
  if (typeof wire === "boolean") return Value.bool(wire);
  if (Array.isArray(wire)) {
    if (type.kind === "tuple") return Value.tuple(wire.map((item, i) => decode(item, type.elements[i]!)));
    const { element } = type as Extract<Type, { kind: "list" | "set" | "map" }>;
    return type.kind === "set"
      ? Value.set(
          element,
          wire.map((item) => decode(item, element)),
        )
      : Value.list(
          element,
          wire.map((item) => decode(item, element)),
        );
  }
  const { n, o, u, m, v } = wire as {
    n?: string;
    o?: [string, Wire][];
    u?: Refinement;
    m?: string[];
    v?: Wire;
  };
  if (m) return decode(v, type).withMarks(m);
  if (n !== undefined) return Value.number(n);
  if (u) return Value.unknown(type, decodeRefinement(u));
  const entries = o!;
  if (type.kind === "map")
    return Value.map(
      type.element,
      entries.map(([name, item]) => [name, decode(item, type.element)]),
    );
  const { attributes } = type as Extract<Type, { kind: "object" }>;
  return Value.object(entries.map(([name, item]) => [name, decode(item, attributes[name]!)]));
}

function decodeRefinement({ min, max, ...rest }: Refinement): Refinement | undefined {
  const bound = (b: { value: unknown; inclusive: boolean }) => ({
    value: parseNumber(b.value as string) as Num,
    inclusive: b.inclusive,
  });
  const refinement = { ...rest, ...(min && { min: bound(min) }), ...(max && { max: bound(max) }) };
  return Object.keys(refinement).length === 0 ? undefined : refinement;
}
