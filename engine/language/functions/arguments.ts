import { Value } from "../../values/index.js";
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
