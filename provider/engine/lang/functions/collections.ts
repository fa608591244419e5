import {
  BOOL,
  ConversionError,
  convert,
  DYNAMIC,
  EMPTY_OBJECT,
  EMPTY_TUPLE,
  isCollection,
  listOf,
  type Mark,
  mapOf,
  NUMBER,
  objectOf,
  STRING,
  type Type,
  tupleOf,
  typeName,
  typesEqual,
  unify,
  Value,
} from "../../../values/index.js";
import { equality } from "../evaluate/equality.js";
import { isSequence, strings, wholeNumber } from "./arguments.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";
import { graphemes } from "./graphemes.js";

const anyList = parameter("list", listOf(DYNAMIC));
const UNKNOWN_BOOL = Value.unknown(BOOL);

/** Undefined: no element is equal, but one may turn out to be. */
function holds(values: readonly Value[], wanted: Value): boolean | undefined {
  let open = false;
  for (const v of values) {
    const equal = equality(v, wanted);
    if (equal) return true;
    if (equal === undefined) open = true;
  }
  return open ? undefined : false;
}

function elementType(type: Type): Type {
  return isCollection(type) ? type.element : DYNAMIC;
}

const length = define(
  [parameter("value", DYNAMIC, "unknown", "dynamic", "marked")],
  ([v]) => {
    const { kind } = v!.type;
    if (kind === "number" || kind === "bool") {
      throw new FunctionError("argument must be a string, a collection type, or a structural type");
    }
    return NUMBER;
  },
  ([v]) => {
    const value = v!;
    const count = (n: number) => Value.number(n).withMarks(value.marks);
    switch (value.type.kind) {
      case "tuple":
      case "object":
        return count(value.length);
      case "string":
        return value.isKnown ? count(graphemes(value.asString()).length) : unknownCount(value);
      default:
        // Unknown elements of a set may turn out to be equal.
        if (
          value.isKnown &&
          (value.type.kind !== "set" || value.unmark().isWhollyKnown || value.length < 2)
        ) {
          return count(value.length);
        }
        return unknownCount(value);
    }
  },
);

function unknownCount(value: Value): Value {
  const { minLength = 0, maxLength } =
    value.refinement ?? (value.isKnown ? { minLength: 1, maxLength: value.length } : {});
  const range = {
    notNull: true,
    min: { value: minLength, inclusive: true },
    ...(maxLength !== undefined && { max: { value: maxLength, inclusive: true } }),
  };
  return Value.unknown(NUMBER, range).withMarks(value.marks);
}

const element = define(
  [parameter("list", DYNAMIC, "marked"), parameter("index", NUMBER)],
  ([list, index]) => {
    const { type } = list!;
    if (type.kind === "list") return type.element;
    if (type.kind !== "tuple") throw new FunctionError(`cannot read elements from ${typeName(type)}`);
    if (!index!.isKnown) return DYNAMIC;
    const at = wrapped(index!, type.elements.length);
    return type.elements[at]!;
  },
  ([list, index]) => list!.at(wrapped(index!, list!.length))!,
  { nullable: true },
);

function wrapped(index: Value, length: number): number {
  const at = wholeNumber(index, undefined, "invalid index: ");
  if (length === 0) throw new FunctionError("cannot use element function with an empty list");
  return ((at % length) + length) % length;
}

const lookup = define(
  [parameter("inputMap", DYNAMIC, "marked"), parameter("key", STRING, "marked")],
  (args) => {
    if (args.length > 3) throw new FunctionError(`lookup() takes two or three arguments, got ${args.length}`);
    const [map, key, fallback] = args as [Value, Value, Value?];
    if (map.type.kind === "object") {
      if (!key.isKnown) return DYNAMIC;
      const name = key.asString();
      const found = map.type.attributes[name];
      if (found) return found;
      if (fallback) return fallback.type;
      throw new FunctionError(`the given object has no attribute ${JSON.stringify(name)}`, 0);
    }
    if (map.type.kind !== "map") throw new FunctionError("lookup() requires a map as the first argument", 0);
    if (fallback) asElement(fallback, map.type.element);
    return map.type.element;
  },
  (args) => {
    const [map, key, fallback] = args as [Value, Value, Value?];
    const marks = [...map.marks, ...key.marks];
    const found = map.at(key.asString());
    if (found) return found.withMarks(marks);
    if (!fallback) throw new FunctionError(`lookup failed to find key ${JSON.stringify(key.asString())}`);
    const wanted = map.type.kind === "map" ? map.type.element : fallback.type;
    return asElement(fallback, wanted).withMarks(marks);
  },
  { rest: parameter("default", DYNAMIC, "null", "unknown", "dynamic", "marked"), nullable: true },
);

function asElement(fallback: Value, type: Type): Value {
  try {
    return convert(fallback, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    throw new FunctionError("the default value must have the same type as the map elements", 2);
  }
}

const merge: LanguageFunction = define(
  [],
  (args) => {
    const attributes: Record<string, Type> = Object.create(null);
    let known = true;
    for (const arg of args) {
      const { type } = arg;
      if (type.kind === "dynamic" && !arg.isNull) return DYNAMIC;
      if (type.kind === "dynamic") continue;
      if (type.kind !== "map" && type.kind !== "object") {
        throw new FunctionError(`arguments must be maps or objects, got ${JSON.stringify(typeName(type))}`);
      }
      if (arg.isNull) continue;
      if (type.kind === "object") Object.assign(attributes, type.attributes);
      else if (!arg.isKnown) known = false;
      else for (const [name] of arg.entries()) attributes[name] = type.element;
    }
    const first = args[0]?.type;
    if (!first) return EMPTY_OBJECT;
    if (first.kind !== "dynamic" && args.every((arg) => typesEqual(arg.type, first))) return first;
    return known ? objectOf(attributes) : DYNAMIC;
  },
  (args) => {
    const merged = new Map<string, Value>();
    const marks: Mark[] = [];
    for (const arg of args) {
      marks.push(...arg.marks);
      if (arg.isNull) continue;
      if (!arg.isKnown)
        return Value.unknown(merge.returns(args)).withMarks(args.flatMap((a) => [...a.marks]));
      for (const [name, value] of arg.entries()) merged.set(name, value);
    }
    const type = merge.returns(args);
    if (args.length > 0 && args.every((arg) => arg.isNull && arg.type.kind !== "dynamic")) {
      return Value.null(type).withMarks(marks);
    }
    return (type.kind === "map" ? Value.map(type.element, merged) : Value.object(merged)).withMarks(marks);
  },
  { rest: parameter("maps", DYNAMIC, "null", "unknown", "dynamic", "marked"), nullable: true },
);

function flattened(list: Value, out: Value[], marks: Mark[]): boolean {
  marks.push(...list.marks);
  let known = true;
  for (const v of list.elements()) {
    if (v.isNull || !isSequence(v)) {
      if (v.type.kind === "dynamic" && !v.isNull) known = false;
      out.push(v);
    } else if (!v.isKnown) {
      known = false;
      marks.push(...v.marks);
    } else if (!flattened(v, out, marks)) {
      known = false;
    }
  }
  return known;
}

const flatten = define(
  [parameter("list", DYNAMIC, "marked")],
  ([list]) => {
    if (!isSequence(list!)) throw new FunctionError("can only flatten lists, sets and tuples");
    return DYNAMIC;
  },
  ([list]) => {
    const out: Value[] = [];
    const marks: Mark[] = [];
    const known = flattened(list!, out, marks);
    return (known ? Value.tuple(out) : Value.unknown(DYNAMIC)).withMarks(marks);
  },
);

const keys = define(
  [parameter("inputMap", DYNAMIC, "unknown", "marked")],
  ([map]) => {
    const { type } = map!;
    if (type.kind === "map") return listOf(STRING);
    if (type.kind !== "object") throw new FunctionError("must have map or object type", 0);
    return tupleOf(Object.keys(type.attributes).map(() => STRING));
  },
  ([map]) => {
    const { type } = map!;
    if (type.kind === "object") {
      const names = Value.object(Object.keys(type.attributes).map((name) => [name, Value.string(name)]));
      return Value.tuple(names.elements()).withMarks(map!.marks);
    }
    if (!map!.isKnown) return Value.unknown(listOf(STRING)).withMarks(map!.marks);
    return strings(map!.entries().map(([name]) => name)).withMarks(map!.marks);
  },
);

const values = define(
  [parameter("mapping", DYNAMIC, "marked")],
  ([map]) => {
    const { type } = map!;
    if (type.kind === "map") return listOf(type.element);
    if (type.kind !== "object") throw new FunctionError("values() requires a map as the first argument");
    const types = Object.keys(type.attributes)
      .sort()
      .map((name) => type.attributes[name]!);
    return types.length > 0 ? tupleOf(types) : EMPTY_TUPLE;
  },
  ([map]) => {
    const { type } = map!;
    const all = map!.elements();
    const result = type.kind === "map" ? Value.list(type.element, all) : Value.tuple(all);
    return result.withMarks(map!.marks);
  },
);

const zipmap = define(
  [parameter("keys", listOf(STRING), "marked"), parameter("values", DYNAMIC, "marked")],
  ([, given]) => {
    const { type } = given!;
    if (type.kind === "list") return mapOf(type.element);
    if (type.kind !== "tuple") throw new FunctionError("values argument must be a list or tuple value");
    return DYNAMIC;
  },
  ([names, given]) => {
    const all = names!.elements();
    const each = given!.elements();
    if (all.length !== each.length) {
      throw new FunctionError(
        `number of keys (${all.length}) does not match number of values (${each.length})`,
      );
    }
    const marks = [...names!.marks, ...given!.marks];
    const entries: [string, Value][] = [];
    for (const [i, name] of all.entries()) {
      if (name.isNull) throw new FunctionError(`keys list has null value at index ${i}`);
      if (!name.isKnown) return Value.unknown(zipmap.returns([names!, given!])).withMarks(marks);
      marks.push(...name.marks);
      entries.push([name.asString(), each[i]!]);
    }
    const { type } = given!;
    return (type.kind === "list" ? Value.map(type.element, entries) : Value.object(entries)).withMarks(marks);
  },
);

const concat = define(
  [],
  (args) => {
    if (args.length === 0) throw new FunctionError("at least one argument is required");
    for (const [i, arg] of args.entries()) {
      if (arg.type.kind !== "list" && arg.type.kind !== "tuple") {
        throw new FunctionError(`all arguments must be lists or tuples; got ${typeName(arg.type)}`, i);
      }
    }
    const common = commonListType(args);
    if (common) return common;
    const parts: Type[] = [];
    for (const arg of args) {
      if (arg.type.kind === "tuple") parts.push(...arg.type.elements);
      else if (!arg.isKnown) return DYNAMIC;
      else parts.push(...arg.elements().map((v) => v.type));
    }
    return tupleOf(parts);
  },
  (args) => {
    const type = concat.returns(args);
    const marks = args.flatMap((arg) => [...arg.marks]);
    if (type.kind === "list") {
      const all = args.flatMap((arg) => convert(arg.unmark(), type).elements());
      return Value.list(type.element, all).withMarks(marks);
    }
    return Value.tuple(args.flatMap((arg) => arg.elements())).withMarks(marks);
  },
  { rest: parameter("seqs", DYNAMIC, "marked") },
);

/** Lists alone stay a list, where their elements have a common type. */
function commonListType(args: readonly Value[]): (Type & { kind: "list" }) | null {
  if (args.some((arg) => arg.type.kind !== "list")) return null;
  const type = unify(args.map((arg) => arg.type));
  return type?.kind === "list" ? (type as Type & { kind: "list" }) : null;
}

const slice = define(
  [parameter("list", DYNAMIC, "marked"), parameter("start_index", NUMBER), parameter("end_index", NUMBER)],
  ([list, start, end]) => {
    const { type } = list!;
    if (type.kind === "set") {
      throw new FunctionError(
        "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important",
        0,
      );
    }
    if (type.kind === "list") return type;
    if (type.kind !== "tuple") throw new FunctionError("must be a list or tuple value", 0);
    if (!start!.isKnown || !end!.isKnown) return DYNAMIC;
    const [from, to] = bounds(start!, end!, type.elements.length);
    return tupleOf(type.elements.slice(from, to));
  },
  ([list, start, end]) => {
    const [from, to] = bounds(start!, end!, list!.length);
    const part = list!.elements().slice(from, to);
    const { type } = list!;
    return (type.kind === "list" ? Value.list(type.element, part) : Value.tuple(part)).withMarks(list!.marks);
  },
);

function bounds(start: Value, end: Value, length: number): [number, number] {
  const from = wholeNumber(start, 1, "invalid start index: ");
  const to = wholeNumber(end, 2, "invalid end index: ");
  if (from < 0) throw new FunctionError("start index must not be less than zero", 1);
  if (from > length)
    throw new FunctionError("start index must not be greater than the length of the list", 1);
  if (to < 0) throw new FunctionError("end index must not be less than zero", 2);
  if (to > length) throw new FunctionError("end index must not be greater than the length of the list", 2);
  if (from > to) throw new FunctionError("start index must not be greater than end index", 1);
  return [from, to];
}

const coalesce = define(
  [],
  (args) => {
    const type = unify(args.map((arg) => arg.type));
    if (!type) throw new FunctionError("all arguments must have the same type");
    return type;
  },
  (args) => {
    const type = coalesce.returns(args);
    for (const arg of args) {
      const v = convert(arg, type);
      if (!v.isKnown) return Value.unknown(type);
      if (v.isNull || (type.kind === "string" && v.asString() === "")) continue;
      return v;
    }
    throw new FunctionError("no non-null, non-empty-string arguments");
  },
  { rest: parameter("vals", DYNAMIC, "null", "unknown", "dynamic") },
);

const coalescelist = define(
  [],
  (args) => {
    if (args.length === 0) throw new FunctionError("at least one argument is required");
    for (const arg of args) {
      if (!arg.isKnown) return DYNAMIC;
      if (arg.type.kind !== "list" && arg.type.kind !== "tuple") {
        throw new FunctionError("coalescelist arguments must be lists or tuples");
      }
    }
    const first = args[0]!.type;
    return args.every((arg) => typesEqual(arg.type, first)) ? first : DYNAMIC;
  },
  (args) => {
    for (const arg of args) {
      if (!arg.isKnown) return Value.unknown(DYNAMIC);
      if (!arg.isNull && arg.length > 0) return arg;
    }
    throw new FunctionError("no non-null arguments");
  },
  { rest: parameter("vals", DYNAMIC, "null", "unknown", "dynamic") },
);

const chunklist = define(
  [parameter("list", listOf(DYNAMIC), "marked"), parameter("size", NUMBER, "marked")],
  ([list]) => listOf(list!.type),
  ([list, sizeValue]) => {
    const marks = [...list!.marks, ...sizeValue!.marks];
    const size = wholeNumber(sizeValue!, undefined, "invalid size: ");
    if (size < 0) throw new FunctionError("the size argument must be positive");
    const all = list!.elements();
    const of = (items: readonly Value[]) => Value.list(elementType(list!.type), items);
    const chunks: Value[] = [];
    if (size === 0 && all.length > 0) chunks.push(of(all));
    else for (let i = 0; i < all.length; i += size) chunks.push(of(all.slice(i, i + size)));
    return Value.list(list!.type, chunks).withMarks(marks);
  },
);

const matchkeys = define(
  [
    parameter("values", listOf(DYNAMIC)),
    parameter("keys", listOf(DYNAMIC)),
    parameter("searchset", listOf(DYNAMIC)),
  ],
  ([list, names, searched]) => {
    if (!unify([names!.type, searched!.type])) {
      throw new FunctionError("keys and searchset must be of the same type");
    }
    return list!.type;
  },
  ([list, names, searched]) => {
    const { type } = list!;
    if (list!.length !== names!.length) throw new FunctionError("length of keys and values should be equal");
    const common = unify([names!.type, searched!.type])!;
    const wanted = convert(searched!, common).elements();
    if (wanted.length === 0) return Value.list(elementType(type), []);
    const all = convert(names!, common);
    if (!list!.isWhollyKnown || !all.isWhollyKnown) return Value.unknown(type);
    const found = list!.elements().filter((_, i) => holds(wanted, all.elements()[i]!) === true);
    return Value.list(elementType(type), found);
  },
);

const one = define(
  [parameter("list", DYNAMIC)],
  ([list]) => {
    const { type } = list!;
    if (type.kind === "list" || type.kind === "set") return type.element;
    if (type.kind === "tuple" && type.elements.length < 2) return type.elements[0] ?? DYNAMIC;
    throw notOne();
  },
  ([list]) => {
    if (list!.length === 0) return Value.null(one.returns([list!]));
    if (list!.length > 1) throw notOne();
    return list!.elements()[0]!;
  },
  { nullable: true },
);

function notOne(): FunctionError {
  return new FunctionError("must be a list, set, or tuple value with either zero or one elements", 0);
}

const transpose = define([parameter("values", mapOf(listOf(STRING)))], mapOf(listOf(STRING)), ([map]) => {
  if (!map!.isWhollyKnown) return Value.unknown(mapOf(listOf(STRING)));
  const turned = new Map<string, string[]>();
  for (const [name, list] of map!.entries()) {
    if (list.isNull) throw new FunctionError(`cannot use null list for [${JSON.stringify(name)}]`, 0);
    for (const [i, v] of list.elements().entries()) {
      if (v.isNull) throw new FunctionError(`cannot use null string for [${JSON.stringify(name)}][${i}]`, 0);
      const names = turned.get(v.asString());
      if (names) names.push(name);
      else turned.set(v.asString(), [name]);
    }
  }
  return Value.map(
    listOf(STRING),
    [...turned].map(([name, names]) => [name, strings(names)]),
  );
});

const index = define([parameter("list", DYNAMIC), parameter("value", DYNAMIC)], NUMBER, ([list, wanted]) => {
  if (list!.type.kind !== "list" && list!.type.kind !== "tuple") {
    throw new FunctionError("argument must be a list or tuple");
  }
  if (list!.length === 0) throw new FunctionError("cannot search an empty list");
  for (const [i, v] of list!.elements().entries()) {
    const equal = equality(v, wanted!);
    if (equal === undefined) return Value.unknown(NUMBER);
    if (equal) return Value.number(i);
  }
  throw new FunctionError("item not found");
});

const bools = parameter("list", listOf(BOOL));

/** The name of a function that the language had once. */
function removed(name: string, instead: string): LanguageFunction {
  const message = `the ${JSON.stringify(name)} function is no longer part of the language; write ${instead}`;
  const fail = (): never => {
    throw new FunctionError(message);
  };
  return define([], fail, fail, { rest: parameter("vals", DYNAMIC, "null", "unknown", "dynamic") });
}

export const COLLECTION_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  alltrue: define([bools], BOOL, ([list]) => {
    for (const v of list!.elements()) {
      if (!v.isKnown) return UNKNOWN_BOOL;
      if (v.isNull || !v.asBool()) return Value.bool(false);
    }
    return Value.bool(true);
  }),
  anytrue: define([bools], BOOL, ([list]) => {
    const items = list!.elements();
    if (items.some((v) => v.isKnown && !v.isNull && v.asBool())) return Value.bool(true);
    return items.some((v) => !v.isKnown) ? UNKNOWN_BOOL : Value.bool(false);
  }),
  chunklist,
  coalesce,
  coalescelist,
  compact: define([parameter("list", listOf(STRING))], listOf(STRING), ([list]) => {
    if (!list!.isWhollyKnown) return Value.unknown(listOf(STRING));
    return Value.list(
      STRING,
      list!.elements().filter((v) => !v.isNull && v.asString() !== ""),
    );
  }),
  concat,
  contains: define([parameter("list", DYNAMIC), parameter("value", DYNAMIC)], BOOL, ([list, wanted]) => {
    if (!isSequence(list!)) throw new FunctionError("argument must be list, tuple, or set");
    const found = holds(list!.elements(), wanted!);
    return found === undefined ? UNKNOWN_BOOL : Value.bool(found);
  }),
  distinct: define(
    [anyList],
    ([list]) => list!.type,
    ([list]) => {
      if (!list!.isWhollyKnown) return Value.unknown(list!.type);
      const kept: Value[] = [];
      for (const v of list!.elements()) if (!kept.some((other) => other.equals(v))) kept.push(v);
      return Value.list(elementType(list!.type), kept);
    },
  ),
  element,
  flatten,
  index,
  keys,
  length,
  list: removed("list", "tolist([ ... ])"),
  lookup,
  map: removed("map", "tomap({ ... })"),
  matchkeys,
  merge,
  one,
  reverse: define(
    [parameter("list", DYNAMIC, "marked")],
    ([list]) => {
      const { type } = list!;
      if (type.kind === "tuple") return tupleOf([...type.elements].reverse());
      if (type.kind === "list" || type.kind === "set") return listOf(type.element);
      throw new FunctionError(`can only reverse list or tuple values, not ${typeName(type)}`, 0);
    },
    ([list]) => {
      const turned = [...list!.elements()].reverse();
      const { type } = list!;
      return (type.kind === "tuple" ? Value.tuple(turned) : Value.list(elementType(type), turned)).withMarks(
        list!.marks,
      );
    },
  ),
  slice,
  transpose,
  values,
  zipmap,
};
