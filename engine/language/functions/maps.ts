/** Functions of maps and objects. */
import {
  ConversionError,
  convert,
  DYNAMIC,
  EMPTY_OBJECT,
  EMPTY_TUPLE,
  listOf,
  type Mark,
  mapOf,
  objectOf,
  STRING,
  type Type,
  tupleOf,
  typeName,
  typesEqual,
  Value,
} from "../../values/index.js";
import { strings } from "./arguments.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";

export const lookup = define(
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

export const merge: LanguageFunction = define(
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

export const keys = define(
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

export const values = define(
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

export const zipmap = define(
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

export const transpose = define(
  [parameter("values", mapOf(listOf(STRING)))],
  mapOf(listOf(STRING)),
  ([map]) => {
    if (!map!.isWhollyKnown) return Value.unknown(mapOf(listOf(STRING)));
    const turned = new Map<string, string[]>();
    for (const [name, list] of map!.entries()) {
      if (list.isNull) throw new FunctionError(`cannot use null list for [${JSON.stringify(name)}]`, 0);
      for (const [i, v] of list.elements().entries()) {
        if (v.isNull)
          throw new FunctionError(`cannot use null string for [${JSON.stringify(name)}][${i}]`, 0);
        const names = turned.get(v.asString());
        if (names) names.push(name);
        else turned.set(v.asString(), [name]);
      }
    }
    return Value.map(
      listOf(STRING),
      [...turned].map(([name, names]) => [name, strings(names)]),
    );
  },
);
