import type { Diag } from "../../interfaces/diag.js";
import { Value } from "../../values/index.js";
import type { Evaluated, Scope } from "../body/scope.js";
import { tooDeep } from "../source/diagnostics.js";
import type { Node, TraversalNode } from "../syntax/ast.js";
import type { TraversalStep } from "../syntax/reference.js";
import { referenceOf } from "../syntax/references.js";
import { attributeOf, elementAt } from "./access.js";
import { evaluateCall } from "./call.js";
import { evaluateConditional } from "./conditional.js";
import { Context, type Names, UNKNOWN_VALUE } from "./context.js";
import { evaluateFor } from "./loops.js";
import { evaluateObject } from "./object.js";
import { evaluateBinary, evaluateUnary } from "./operators.js";
import { evaluateSplat } from "./splat.js";
import { evaluateJoin, evaluateTemplate } from "./template.js";

const NO_NAMES: Names = new Map();

/** Evaluates an expression; errors are in the diagnostics, and their value is unknown. */
export function evaluateNode(node: Node, scope: Scope): Evaluated {
  const context = new Context(scope, scope.names ?? NO_NAMES, undefined);
  try {
    const value = evaluate(node, context);
    return { value, diagnostics: distinct(context.diagnostics) };
  } catch (e) {
    if (!(e instanceof RangeError) || !/call stack/.test(e.message)) throw e;
    return { value: UNKNOWN_VALUE, diagnostics: [tooDeep(node.span)] };
  }
}

/** One problem is told once, though the expression that has it was evaluated repeatedly. */
function distinct(diagnostics: readonly Diag[]): readonly Diag[] {
  if (diagnostics.length < 2) return diagnostics;
  const seen = new Set<string>();
  return diagnostics.filter((d) => {
    const key = JSON.stringify([d.severity, d.summary, d.detail, d.range]);
    return !seen.has(key) && seen.add(key);
  });
}

/** The value of a part of an expression; what is wrong goes to the context. */
export function evaluate(node: Node, context: Context): Value {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "traversal":
      return evaluateTraversal(node, context);
    case "relative":
      return applySteps(evaluate(node.source, context), node.steps, node, context);
    case "index": {
      const collection = evaluate(node.collection, context);
      const key = evaluate(node.key, context);
      return elementAt(collection, key, node.bracket, node, context);
    }
    case "splat":
      return evaluateSplat(node, context);
    case "item":
      return context.item ?? UNKNOWN_VALUE;
    case "call":
      return evaluateCall(node, context);
    case "conditional":
      return evaluateConditional(node, context);
    case "binary":
      return evaluateBinary(node, context);
    case "unary":
      return evaluateUnary(node, context);
    case "tuple":
      return Value.tuple(node.items.map((item) => evaluate(item, context)));
    case "object":
      return evaluateObject(node, context);
    case "for":
      return evaluateFor(node, context);
    case "template":
      return evaluateTemplate(node, context);
    case "wrap":
    case "parentheses":
      return evaluate(node.inner, context);
    case "join":
      return evaluateJoin(node, context);
  }
}

function evaluateTraversal(node: TraversalNode, context: Context): Value {
  const named = context.names.get(node.root);
  if (named) return applySteps(named, node.steps, node, context);
  const result = referenceOf(node);
  if ("problem" in result) {
    context.diagnostics.push(result.problem);
    return UNKNOWN_VALUE;
  }
  const { value, diagnostics } = context.scope.lookup(result.reference);
  context.diagnostics.push(...diagnostics);
  return applySteps(value, result.reference.rest, node, context);
}

/** The value at the end of a path into a value. */
function applySteps(start: Value, steps: readonly TraversalStep[], blame: Node, context: Context): Value {
  let value = start;
  const before = context.diagnostics.length;
  for (const step of steps) {
    value =
      step.kind === "attribute"
        ? attributeOf(value, step.name, step.span, blame, context)
        : elementAt(value, step.key, step.span, blame, context);
    if (context.diagnostics.length > before) return UNKNOWN_VALUE;
  }
  return value;
}
