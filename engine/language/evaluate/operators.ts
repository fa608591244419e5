import { equality } from "../../values/equality.js";
import {
  BOOL,
  ConversionError,
  convert,
  DYNAMIC,
  NUMBER,
  type PrimitiveType,
  type Type,
  Value,
} from "../../values/index.js";
import {
  addNumbers,
  compareNumbers,
  divideNumbers,
  isInfinite,
  multiplyNumbers,
  type Num,
  negateNumber,
  remainder,
  signOf,
} from "../../values/number.js";
import type { BinaryNode, BinaryOperator, Node } from "../syntax/ast.js";
import type { Context } from "./context.js";
import { evaluate } from "./evaluate.js";

interface Operator {
  readonly operand: Type;
  readonly result: PrimitiveType;
  /** Of known, non-null operands without marks; a text says why there is no result. */
  apply(left: Value, right: Value): Value | string;
}

const arithmetic = (compute: (a: Num, b: Num) => Num | string): Operator => ({
  operand: NUMBER,
  result: NUMBER,
  apply(left, right) {
    const result = compute(left.asNum(), right.asNum());
    return typeof result === "string" ? result : Value.number(result);
  },
});

const comparison = (holds: (order: number) => boolean): Operator => ({
  operand: NUMBER,
  result: BOOL,
  apply: (left, right) => Value.bool(holds(compareNumbers(left.asNum(), right.asNum()))),
});

const logic = (decide: (a: boolean, b: boolean) => boolean): Operator => ({
  operand: BOOL,
  result: BOOL,
  apply: (left, right) => Value.bool(decide(left.asBool(), right.asBool())),
});

const equals = (wanted: boolean): Operator => ({
  operand: DYNAMIC,
  result: BOOL,
  apply(left, right) {
    const equal = equality(left, right);
    return equal === undefined ? Value.unknown(BOOL, { notNull: true }) : Value.bool(equal === wanted);
  },
});

const OPERATORS: Readonly<Record<BinaryOperator, Operator>> = {
  "+": arithmetic((a, b) =>
    isInfinite(a) && isInfinite(b) && a !== b ? "can't compute sum of opposing infinities" : addNumbers(a, b),
  ),
  "-": arithmetic((a, b) =>
    isInfinite(a) && a === b ? "can't subtract infinity from itself" : addNumbers(a, negateNumber(b)),
  ),
  "*": arithmetic((a, b) =>
    (isInfinite(a) && b === 0) || (isInfinite(b) && a === 0)
      ? "can't multiply zero by infinity"
      : multiplyNumbers(a, b),
  ),
  "/": arithmetic((a, b) => {
    if ((a === 0 && b === 0) || (isInfinite(a) && isInfinite(b))) {
      return "can't divide zero by zero or infinity by infinity";
    }
    return b === 0 ? signOf(a) * Number.POSITIVE_INFINITY : divideNumbers(a, b);
  }),
  "%": arithmetic((a, b) =>
    (isInfinite(a) && b === 0) || (isInfinite(b) && a === 0)
      ? "can't use modulo with zero and infinity"
      : remainder(a, b),
  ),
  "<": comparison((order) => order < 0),
  "<=": comparison((order) => order <= 0),
  ">": comparison((order) => order > 0),
  ">=": comparison((order) => order >= 0),
  "&&": logic((a, b) => a && b),
  "||": logic((a, b) => a || b),
  "==": equals(true),
  "!=": equals(false),
};

/** An operator between two values. */
export function evaluateBinary(node: BinaryNode, context: Context): Value {
  const operator = OPERATORS[node.operator];
  const ofLeft = context.apart();
  const ofRight = context.apart();
  const left = operand(node.left, "left operand", operator.operand, ofLeft, context);
  const right = operand(node.right, "right operand", operator.operand, ofRight, context);
  if (left === null || right === null) {
    context.take(ofLeft);
    context.take(ofRight);
    return Value.unknown(operator.result);
  }
  const marks = [...left.allMarks(), ...right.allMarks()];
  const a = left.unmarkDeep();
  const b = right.unmarkDeep();
  if (node.operator === "&&" || node.operator === "||") {
    const early = shortCircuit(a, b, node.operator === "||", ofLeft, ofRight);
    if (early) {
      context.take(early.from);
      return early.value.withMarks(marks);
    }
  }
  context.take(ofLeft);
  context.take(ofRight);
  if (ofLeft.failed || ofRight.failed) return Value.unknown(operator.result).withMarks(marks);
  return result(node, operator, a, b, context).withMarks(marks);
}

/** Null: an error was reported to `context`; what evaluating found is in `apart`. */
function operand(node: Node, name: string, type: Type, apart: Context, context: Context): Value | null {
  const value = evaluate(node, apart);
  try {
    return convert(value, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    context.error("Invalid operand", `Unsuitable value for ${name}: ${e.message}.`, node.span, node);
    return null;
  }
}

/** Where one operand decides, problems of the other do not matter. */
function shortCircuit(
  a: Value,
  b: Value,
  deciding: boolean,
  ofLeft: Context,
  ofRight: Context,
): { value: Value; from: Context } | null {
  const unknown = Value.unknown(BOOL, { notNull: true });
  // Null is as good as false here.
  const is = (v: Value, wanted: boolean) => v.isKnown && (!v.isNull && v.asBool()) === wanted;
  if (!a.isKnown && !b.isKnown) return ofLeft.failed ? null : { value: unknown, from: ofLeft };
  if (is(a, deciding)) return { value: Value.bool(deciding), from: ofLeft };
  if (is(b, deciding)) return { value: Value.bool(deciding), from: ofRight };
  if (!a.isKnown && is(b, !deciding)) return { value: unknown, from: ofLeft };
  if (!b.isKnown && is(a, !deciding)) return { value: unknown, from: ofRight };
  return null;
}

function result(node: BinaryNode, operator: Operator, a: Value, b: Value, context: Context): Value {
  const isEquality = operator.operand.kind === "dynamic";
  if (!isEquality && (a.isNull || b.isNull)) {
    return context.fail(
      "Operation failed",
      "Error during operation: argument must not be null.",
      node.span,
      node,
      operator.result,
    );
  }
  if (!isEquality && (!a.isKnown || !b.isKnown)) return Value.unknown(operator.result, { notNull: true });
  const value = operator.apply(a, b);
  if (typeof value !== "string") return value;
  return context.fail(
    "Operation failed",
    `Error during operation: ${value}.`,
    node.span,
    node,
    operator.result,
  );
}

/** `!` or `-` before a value. */
export function evaluateUnary(node: Node & { kind: "unary" }, context: Context): Value {
  const type = node.operator === "!" ? BOOL : NUMBER;
  const apart = context.apart();
  const value = operand(node.operand, "unary operand", type, apart, context);
  context.take(apart);
  if (value === null || apart.failed) return Value.unknown(type);
  const plain = value.unmark();
  if (plain.isNull) {
    const detail = "Error during operation: argument must not be null.";
    return context.fail("Operation failed", detail, node.span, node, type);
  }
  if (!plain.isKnown) return Value.unknown(type, { notNull: true }).withMarks(value.marks);
  const result =
    node.operator === "!" ? Value.bool(!plain.asBool()) : Value.number(negateNumber(plain.asNum()));
  return result.withMarks(value.marks);
}
