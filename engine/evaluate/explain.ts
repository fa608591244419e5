import type { Diag } from "../interfaces/diag.js";
import { Context } from "../language/evaluate/context.js";
import { describeValues } from "../language/evaluate/describe.js";
import type { Expression, Scope } from "../language/index.js";

const NO_NAMES = new Map();

/**
 * For a message about an expression: what the things that it refers to amount to.
 *
 * @param unknowns whether it is the problem that something is not known yet
 */
export function explain(expression: Expression, scope: Scope, unknowns = false): Pick<Diag, "values"> {
  const { node } = expression.syntax();
  if (!node) return {};
  const described = describeValues(node, new Context(scope, NO_NAMES, undefined));
  const values = unknowns
    ? described
    : described.map((value) => ({
        ...value,
        statement: value.statement.replace(", known only after apply", ""),
      }));
  return values.length > 0 ? { values } : {};
}
