import { equality } from "../../values/equality.js";
import { DYNAMIC, isCollection, type Type, Value } from "../../values/index.js";
import { FunctionError } from "./function.js";

/** A whole number that a JavaScript number holds. `argument` is where it stands, for the error. */
export function wholeNumber(value: Value, argument?: number, what = ""): number {
  const number = value.asNum();
  if (typeof number !== "number" || !Number.isInteger(number)) {
    throw new FunctionError(
      `${what}value must be a whole number, between ${-(2n ** 63n)} and ${2n ** 63n - 1n}`,
      argument,
    );
  }
  return number;
}

/** A list of texts. */
export function strings(values: Iterable<string>): Value {
  return Value.list({ kind: "string" }, [...values].map(Value.string));
}

/** Whether it is a list, a set or a tuple. */
export function isSequence(value: Value): boolean {
  const { kind } = value.type;
  return kind === "list" || kind === "set" || kind === "tuple";
}

/** Whether an element is equal; undefined where none is, but one may turn out to be. */
export function holds(values: readonly Value[], wanted: Value): boolean | undefined {
  let open = false;
  for (const v of values) {
    const equal = equality(v, wanted);
    if (equal) return true;
    if (equal === undefined) open = true;
  }
  return open ? undefined : false;
}

/** The type of what is in a collection. */
export function elementType(type: Type): Type {
  return isCollection(type) ? type.element : DYNAMIC;
}
