import { Value } from "../../../values/index.js";
import { FunctionError } from "./function.js";

/** A whole number that a JavaScript number holds. `argument` is where it stands, for the error. */
export function wholeNumber(value: Value, argument?: number, what = ""): number {
  const number = value.asNum();
  if (typeof number !== "number" || !Number.isInteger(number)) {
    throw new FunctionError(`${what}a whole number is required`, argument);
  }
  return number;
}

export function strings(values: Iterable<string>): Value {
  return Value.list({ kind: "string" }, [...values].map(Value.string));
}

export function isSequence(value: Value): boolean {
  const { kind } = value.type;
  return kind === "list" || kind === "set" || kind === "tuple";
}

export function requireSequence(value: Value, message: string, argument = 0): void {
  if (!isSequence(value)) throw new FunctionError(message, argument);
}
