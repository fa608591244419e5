/** Functions of lists, sets and tuples. */

import { equality } from "../../values/equality.js";
import {
  convert,
  DYNAMIC,
  listOf,
  type Mark,
  NUMBER,
  type Type,
  tupleOf,
  typeName,
  typesEqual,
  unify,
  Value,
} from "../../values/index.js";
import { elementType, holds, isSequence, wholeNumber } from "./arguments.js";
import { define, FunctionError, parameter } from "./function.js";

export const element = define(
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

export const flatten = define(
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

export const concat = define(
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

export const slice = define(
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

export const coalescelist = define(
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

export const chunklist = define(
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

export const matchkeys = define(
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

export const one = define(
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

export const index = define(
  [parameter("list", DYNAMIC), parameter("value", DYNAMIC)],
  NUMBER,
  ([list, wanted]) => {
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
  },
);
