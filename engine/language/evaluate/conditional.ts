import type { Bound } from "../../values/index.js";
import {
  BOOL,
  ConversionError,
  convert,
  DYNAMIC,
  isCollection,
  type Refinement,
  type Type,
  typesEqual,
  unify,
  Value,
} from "../../values/index.js";
import { compareNumbers } from "../../values/number.js";
import type { ConditionalNode, Node } from "../syntax/ast.js";
import { conditionalMismatch } from "./conditional-mismatch.js";
import type { Context } from "./context.js";
import { evaluate } from "./evaluate.js";

const INCONSISTENT = "Inconsistent conditional result types";

/** `a ? b : c`: both results are evaluated, for they have one type. */
export function evaluateConditional(node: ConditionalNode, context: Context): Value {
  const ofTrue = context.apart();
  const ofFalse = context.apart();
  const whenTrue = evaluate(node.whenTrue, ofTrue);
  const whenFalse = evaluate(node.whenFalse, ofFalse);
  const type = commonType(whenTrue, whenFalse);
  if (!type) {
    return context.fail(
      INCONSISTENT,
      `The true and false result expressions must have consistent types. ${conditionalMismatch(whenTrue.type, whenFalse.type)}.`,
      node.whenTrue.span.through(node.whenFalse.span),
      node,
    );
  }
  const condition = evaluate(node.condition, context);
  if (condition.isNull) {
    const detail = "The condition value is null. Conditions must either be true or false.";
    return context.fail("Null condition", detail, node.condition.span, node.condition, type);
  }
  const marks = [...condition.marks, ...whenTrue.marks, ...whenFalse.marks];
  if (!condition.isKnown) return either(whenTrue.unmark(), whenFalse.unmark(), type).withMarks(marks);
  const decided = asBool(condition.unmark());
  if (decided === null) {
    const detail = "The condition expression must be of type bool.";
    return context.fail("Incorrect condition type", detail, node.condition.span, node.condition, type);
  }
  context.take(decided ? ofTrue : ofFalse);
  const [branch, value] = decided ? [node.whenTrue, whenTrue] : [node.whenFalse, whenFalse];
  return chosen(branch, value.unmark(), type, decided, context).withMarks(marks);
}

function commonType(a: Value, b: Value): Type | null {
  // A null that is written out takes the type of the other side.
  const isPlainNull = (v: Value) => v.isNull && v.type.kind === "dynamic" && !v.isMarked;
  if (isPlainNull(a)) return b.type;
  if (isPlainNull(b)) return a.type;
  if (a.type.kind === "dynamic" || b.type.kind === "dynamic") return DYNAMIC;
  return unify([a.type, b.type]);
}

function asBool(value: Value): boolean | null {
  try {
    return convert(value, BOOL).asBool();
  } catch (e) {
    if (e instanceof ConversionError) return null;
    throw e;
  }
}

function chosen(branch: Node, value: Value, type: Type, decided: boolean, context: Context): Value {
  try {
    return convert(value, type);
  } catch (e) {
    if (!(e instanceof ConversionError)) throw e;
    const detail = `The ${decided} result value has the wrong type: ${e.message}.`;
    return context.fail(INCONSISTENT, detail, branch.span, branch, type);
  }
}

/** What is known of the result while the condition is not. */
function either(a: Value, b: Value, type: Type): Value {
  if (a.isNull && b.isNull) return Value.null(type);
  const notNull = a.isNotNull && b.isNotNull ? { notNull: true } : {};
  if (a.type.kind === "number" && b.type.kind === "number") {
    return Value.unknown(type, { ...notNull, ...numberRange(a, b) });
  }
  if (isCollection(a.type) && typesEqual(a.type, b.type)) {
    return Value.unknown(type, { ...notNull, ...lengthRange(a, b) });
  }
  return Value.unknown(type, notNull);
}

function numberRange(a: Value, b: Value): Refinement {
  const bound = (v: Value, which: "min" | "max"): Bound | undefined => {
    if (v.isNull) return undefined;
    return v.isKnown ? { value: v.asNum(), inclusive: true } : v.refinement?.[which];
  };
  const wider = (x: Bound | undefined, y: Bound | undefined, direction: 1 | -1): Bound | undefined => {
    if (!x || !y) return undefined;
    const order = compareNumbers(x.value, y.value) * direction;
    if (order !== 0) return order < 0 ? x : y;
    return { value: x.value, inclusive: x.inclusive || y.inclusive };
  };
  const min = wider(bound(a, "min"), bound(b, "min"), 1);
  const max = wider(bound(a, "max"), bound(b, "max"), -1);
  return { ...(min && { min }), ...(max && { max }) };
}

function lengthRange(a: Value, b: Value): Refinement {
  const length = (v: Value) => (v.isKnown && !v.isNull ? v.length : undefined);
  const minLength = Math.min(
    length(a) ?? a.refinement?.minLength ?? 0,
    length(b) ?? b.refinement?.minLength ?? 0,
  );
  const most = (v: Value) => length(v) ?? v.refinement?.maxLength ?? Number.POSITIVE_INFINITY;
  const maxLength = Math.max(most(a), most(b));
  return { minLength, ...(Number.isFinite(maxLength) && { maxLength }) };
}
