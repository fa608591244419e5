import { DYNAMIC, listOf, type Type, tupleOf, typesEqual, Value } from "../../values/index.js";
import type { SplatNode } from "../syntax/ast.js";
import { type Context, UNKNOWN_VALUE } from "./context.js";
import { evaluate } from "./evaluate.js";

/** `a[*].b` and `a.*.b`; what is not a sequence counts as one of a single element, or of none where it is null. */
export function evaluateSplat(node: SplatNode, context: Context): Value {
  const ofSource = context.apart();
  let source = evaluate(node.source, ofSource);
  context.take(ofSource);
  if (ofSource.failed) return UNKNOWN_VALUE;
  const { kind } = source.type;
  const single = kind !== "tuple" && kind !== "list" && kind !== "set";
  if (source.isNull) {
    if (single) return Value.tuple([]).withMarks(source.marks);
    const detail = "Splat expressions (with the * symbol) cannot be applied to null sequences.";
    return context.fail("Splat of null value", detail, node.source.span, node.source);
  }
  if (kind === "dynamic") return UNKNOWN_VALUE.withMarks(source.marks);
  // A single value that may turn out to be null has one element or none.
  const uncertain = single && !source.isKnown && !source.isNotNull;
  if (single) source = Value.tuple([source]).withMarks(source.marks);
  if (!source.isKnown) return unknownResult(node, source, context).withMarks(source.marks);
  const inner = source.unmark();
  let failed = false;
  const values = inner.elements().map((item) => {
    const each = context.withItem(item);
    const value = evaluate(node.each, each);
    context.take(each);
    failed ||= each.failed;
    return value;
  });
  if (uncertain) return UNKNOWN_VALUE.withMarks(source.marks);
  if (failed) return Value.unknown(resultType(node, inner.type, context.apart())).withMarks(source.marks);
  return collected(node, inner, values, context).withMarks(source.marks);
}

function collected(node: SplatNode, source: Value, values: readonly Value[], context: Context): Value {
  if (source.type.kind === "tuple") return Value.tuple(values);
  const first = values[0]?.type;
  if (!first) {
    const type = resultType(node, source.type, context);
    return Value.list(type.kind === "list" ? type.element : DYNAMIC, []);
  }
  if (values.every((v) => typesEqual(v.type, first))) return Value.list(first, values);
  return context.fail(
    "Invalid nested splat expressions",
    "The second level of splat expression produced elements of different types, so it isn't possible to construct a valid list to represent the top-level result.\n\nConsider using a for expression instead, to produce a tuple-typed result which can therefore have non-homogenous element types.",
    node.each.span,
    node.each,
  );
}

function unknownResult(node: SplatNode, source: Value, context: Context): Value {
  const type = resultType(node, source.type, context);
  const { minLength, maxLength } = source.refinement ?? {};
  return Value.unknown(type, {
    notNull: true,
    ...(type.kind === "list" && minLength !== undefined && { minLength }),
    ...(type.kind === "list" && maxLength !== undefined && { maxLength }),
  });
}

function resultType(node: SplatNode, source: Type, context: Context): Type {
  const each = (type: Type): Type => {
    const inner = context.withItem(Value.unknown(type));
    const value = evaluate(node.each, inner);
    context.take(inner);
    return value.type;
  };
  if (source.kind === "list" || source.kind === "set") return listOf(each(source.element));
  return source.kind === "tuple" ? tupleOf(source.elements.map(each)) : DYNAMIC;
}
