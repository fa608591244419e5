import { Context } from "../lang/evaluate/context.js";
import { describeValues } from "../lang/evaluate/describe.js";
import type { Expression, Scope } from "../lang/index.js";
import type { Diag } from "../types.js";

const NO_NAMES = new Map();

/** For a message about an expression: what the things that it refers to amount to. */
export function explain(expression: Expression, scope: Scope): Pick<Diag, "values"> {
  const { node } = expression.syntax();
  if (!node) return {};
  const values = describeValues(node, new Context(scope, NO_NAMES, undefined));
  return values.length > 0 ? { values } : {};
}
