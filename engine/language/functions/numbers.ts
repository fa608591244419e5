import { DYNAMIC, NUMBER, typeName, Value } from "../../values/index.js";
import {
  addNumbers,
  compareNumbers,
  floorNumber,
  type Num,
  negateNumber,
  signOf,
} from "../../values/number.js";
import { wholeNumber } from "./arguments.js";
import { define, FunctionError, type LanguageFunction, parameter } from "./function.js";

const num = parameter("num", NUMBER);

/** A function of one number. */
const ofNumber = (compute: (n: Num) => Num) =>
  define([num], NUMBER, ([n]) => Value.number(compute(n!.asNum())));

const ceiling = (n: Num) => addNumbers(negateNumber(floorNumber(negateNumber(n))), 0);

/** A function of doubles, with which logarithms and powers are computed. */
function ofDoubles(
  first: string,
  second: string,
  compute: (a: number, b: number) => number,
): LanguageFunction {
  return define([parameter(first, NUMBER), parameter(second, NUMBER)], NUMBER, ([a, b]) => {
    const result = compute(a!.asNumber(), b!.asNumber());
    if (Number.isNaN(result)) throw new FunctionError("the result is not a number");
    return Value.number(result);
  });
}

const extreme = (better: (order: number) => boolean) =>
  define(
    [],
    NUMBER,
    (args) => {
      if (args.length === 0) throw new FunctionError("must pass at least one number");
      let best = args[0]!;
      for (const arg of args) if (better(compareNumbers(arg.asNum(), best.asNum()))) best = arg;
      return best;
    },
    { rest: parameter("numbers", NUMBER) },
  );

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

function parseInteger(text: string, base: number): bigint | null {
  const match = /^([+-]?)([0-9a-zA-Z]+)$/.exec(text);
  if (!match) return null;
  let result = 0n;
  for (const c of match[2]!) {
    // Up to base 36, capitals mean the same as small letters.
    const digit = DIGITS.indexOf(base <= 36 ? c.toLowerCase() : c);
    if (digit < 0 || digit >= base) return null;
    result = result * BigInt(base) + BigInt(digit);
  }
  return match[1] === "-" ? -result : result;
}

export const NUMBER_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  abs: ofNumber((n) => (signOf(n) < 0 ? negateNumber(n) : addNumbers(n, 0))),
  ceil: ofNumber(ceiling),
  floor: ofNumber((n) => addNumbers(floorNumber(n), 0)),
  signum: define([num], NUMBER, ([n]) => Value.number(Math.sign(wholeNumber(n!)) + 0)),
  log: ofDoubles("num", "base", (n, base) => Math.log(n) / Math.log(base)),
  pow: ofDoubles("num", "power", (n, power) => n ** power),
  max: extreme((order) => order > 0),
  min: extreme((order) => order < 0),
  parseint: define(
    [parameter("number", DYNAMIC), parameter("base", NUMBER)],
    ([number]) => {
      if (number!.type.kind !== "string") {
        throw new FunctionError(`first argument must be a string, not ${typeName(number!.type)}`, 0);
      }
      return NUMBER;
    },
    ([number, baseValue]) => {
      const base = wholeNumber(baseValue!, 1);
      if (base < 2 || base > 62) {
        throw new FunctionError("base must be a whole number between 2 and 62 inclusive", 1);
      }
      const text = number!.asString();
      const result = parseInteger(text, base);
      if (result === null) {
        throw new FunctionError(`cannot parse ${JSON.stringify(text)} as a base ${base} integer`, 0);
      }
      return Value.number(result);
    },
  ),
  sum: define([parameter("list", DYNAMIC)], NUMBER, ([list]) => sum(list!)),
  range: define([], { kind: "list", element: NUMBER }, range, { rest: parameter("params", NUMBER) }),
};

function sum(list: Value): Value {
  const { kind } = list.type;
  if (kind === "string" || kind === "number" || kind === "bool")
    throw new FunctionError("cannot sum noniterable", 0);
  if (list.length === 0) throw new FunctionError("cannot sum an empty list", 0);
  if (kind === "map" || kind === "object") {
    throw new FunctionError(`argument must be list, set, or tuple. Received ${typeName(list.type)}`, 0);
  }
  if (!list.isWhollyKnown) return Value.unknown(NUMBER);
  let total: Num = 0;
  for (const v of list.elements()) total = addNumbers(total, numberIn(v));
  return Value.number(total);
}

function numberIn(value: Value): Num {
  if (!value.isNull && value.type.kind === "number") return value.asNum();
  const text = !value.isNull && value.type.kind === "string" ? value.asString() : "";
  try {
    return Value.number(text).asNum();
  } catch {
    throw new FunctionError("argument must be list, set, or tuple of number values", 0);
  }
}

const MOST = 1024;

function range(args: readonly Value[]): Value {
  const numbers = args.map((arg) => arg.asNum());
  let start: Num = 0;
  let end: Num;
  let step: Num | undefined;
  if (numbers.length === 1) [end] = numbers as [Num];
  else if (numbers.length === 2 || numbers.length === 3) [start, end, step] = numbers as [Num, Num, Num?];
  else throw new FunctionError("must have one, two, or three arguments");
  const downwards = compareNumbers(end, start) < 0;
  step ??= downwards ? -1 : 1;
  const down = signOf(step) < 0;
  if (down && compareNumbers(end, start) > 0) {
    throw new FunctionError("end must be less than start when step is negative", 1);
  }
  if (!down && downwards) throw new FunctionError("end must be greater than start when step is positive", 1);
  const values: Value[] = [];
  for (
    let n = start;
    down ? compareNumbers(n, end) > 0 : compareNumbers(n, end) < 0;
    n = addNumbers(n, step)
  ) {
    if (values.length >= MOST) {
      throw new FunctionError(
        `more than ${MOST} values were generated; either decrease the difference between start and end or use a smaller step`,
      );
    }
    values.push(Value.number(n));
  }
  return Value.list(NUMBER, values);
}
