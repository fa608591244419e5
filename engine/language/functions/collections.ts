/** The functions of collections by name; those that do not need more than a few lines stand here. */
import {
  BOOL,
  convert,
  DYNAMIC,
  listOf,
  NUMBER,
  STRING,
  tupleOf,
  typeName,
  unify,
  Value,
} from "../../values/index.js";
import { graphemes } from "../../values/strings.js";
import { elementType, holds, isSequence } from "./arguments.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";
import { keys, lookup, merge, transpose, values, zipmap } from "./maps.js";
import {
  chunklist,
  coalescelist,
  concat,
  element,
  flatten,
  index,
  matchkeys,
  one,
  slice,
} from "./sequences.js";

const anyList = parameter("list", listOf(DYNAMIC));

const UNKNOWN_BOOL = Value.unknown(BOOL);

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
