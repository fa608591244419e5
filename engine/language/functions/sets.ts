import {
  convert,
  DYNAMIC,
  isCollection,
  listOf,
  type Mark,
  setOf,
  type Type,
  tupleOf,
  typesEqual,
  unify,
  Value,
} from "../../values/index.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";

const anySet = setOf(DYNAMIC);

function commonSet(sets: readonly Value[]): Type & { kind: "set" } {
  const types: Type[] = [];
  for (const set of sets) {
    const element = isCollection(set.type) ? set.type.element : DYNAMIC;
    // An empty set of no type fits any other.
    if (set.isKnown && set.length === 0 && element.kind === "dynamic") continue;
    types.push(element);
  }
  if (types.length === 0) return { kind: "set", element: DYNAMIC };
  const element = unify(types);
  if (!element) throw new FunctionError("given sets must all have compatible element types");
  return { kind: "set", element };
}

type Combine = (all: readonly (readonly Value[])[]) => readonly Value[];

function operation(names: readonly [string, string], combine: Combine, variadic: boolean): LanguageFunction {
  const [first, second] = names.map((name) => parameter(name, anySet, "dynamic"));
  return define(
    variadic ? [first!] : [first!, second!],
    commonSet,
    (sets) => {
      const type = commonSet(sets);
      const all = sets.map((set) => convert(set, type));
      if (!all.every((set) => set.isWhollyKnown)) return Value.unknown(type);
      return Value.set(type.element, combine(all.map((set) => set.elements())));
    },
    variadic ? { rest: second! } : {},
  );
}

const has = (values: readonly Value[], wanted: Value) => values.some((v) => v.equals(wanted));

const setproduct: LanguageFunction = define(
  [],
  (sets) => {
    if (sets.length < 2) throw new FunctionError("at least two arguments are required");
    let ordered = true;
    const elements = sets.map((set, i): Type => {
      const { type } = set;
      if (type.kind === "set") ordered = false;
      if (type.kind === "set" || type.kind === "list") return type.element;
      if (type.kind !== "tuple") throw new FunctionError("a set or a list is required", i);
      if (type.elements.length === 0) return DYNAMIC;
      const common = unify(type.elements);
      if (!common) throw new FunctionError("all elements must be of the same type", i);
      return common;
    });
    return ordered ? listOf(tupleOf(elements)) : setOf(tupleOf(elements));
  },
  (sets) => {
    const type = setproduct.returns(sets) as Type & {
      kind: "list" | "set";
      element: Type & { kind: "tuple" };
    };
    const marks: Mark[] = sets.flatMap((set) => [...set.marks]);
    if (sets.some((set) => set.type.kind === "set" && !set.unmarkDeep().isWhollyKnown)) {
      return Value.unknown(type).withMarks(marks);
    }
    let rows: Value[][] = [[]];
    for (const [i, set] of sets.entries()) {
      const items = set
        .unmark()
        .elements()
        .map((v) => convert(v, type.element.elements[i]!));
      rows = rows.flatMap((row) => items.map((item) => [...row, item]));
    }
    const tuples = rows.map((row) => Value.tuple(row));
    const element =
      tuples.length > 0 && tuples.every((t) => typesEqual(t.type, tuples[0]!.type))
        ? tuples[0]!.type
        : type.element;
    return Value[type.kind](element, tuples).withMarks(marks);
  },
  { rest: parameter("sets", DYNAMIC, "marked") },
);

export const SET_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  setunion: operation(["first_set", "other_sets"], (all) => all.flat(), true),
  setintersection: operation(
    ["first_set", "other_sets"],
    ([first, ...others]) => first!.filter((v) => others.every((other) => has(other, v))),
    true,
  ),
  setsubtract: operation(["a", "b"], ([a, b]) => a!.filter((v) => !has(b!, v)), false),
  setproduct,
};
