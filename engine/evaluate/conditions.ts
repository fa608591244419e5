/** Conditions that must hold: validations, preconditions, postconditions, assertions. */
import { diag, errorDiag, hasErrors } from "../config/diagnostics.js";
import type { Diag } from "../interfaces/diag.js";
import type { CheckResult } from "../interfaces/types.js";
import { Context } from "../language/evaluate/context.js";
import { describeValues } from "../language/evaluate/describe.js";
import type { CheckRule, Evaluated, Expression, Scope } from "../language/index.js";
import { BOOL, type ConversionError, convert, SENSITIVE, STRING, type Value } from "../values/index.js";

import { ofExpression } from "./deprecations.js";

export type RuleKind =
  | "Resource precondition"
  | "Resource postcondition"
  | "Module output value precondition"
  | "Check block assertion";

export interface RuleOutcome {
  readonly status: CheckResult["status"];
  readonly message?: string;
  readonly diagnostics: readonly Diag[];
}

/** Evaluates one condition; a failed one is reported with the given severity. */
export function evaluateRule(
  rule: CheckRule,
  kind: RuleKind,
  scope: Scope,
  severity: Diag["severity"],
): RuleOutcome {
  const message = errorMessage(rule.errorMessage, scope);
  const result = condition(rule.condition, scope);
  const diagnostics = [...message.diagnostics, ...result.diagnostics];
  if (hasErrors(diagnostics)) return { status: "error", diagnostics };
  const values = explain(rule.condition, scope);
  if (result.holds === undefined) {
    if (kind === "Check block assertion") {
      diagnostics.push(
        diag(
          "warning",
          `${kind} known after apply`,
          "The condition could not be evaluated at this time, a result will be known when this plan is applied.",
          rule.condition.span,
          values,
        ),
      );
    }
    return { status: "unknown", diagnostics };
  }
  if (result.holds) return { status: "pass", diagnostics };
  diagnostics.push(diag(severity, `${kind} failed`, message.text, rule.condition.span, values));
  return { status: "fail", message: message.text, diagnostics };
}

/** Undefined while the condition is unknown. */
export function condition(
  expression: Expression,
  scope: Scope,
): { readonly holds?: boolean; readonly diagnostics: readonly Diag[] } {
  const given = expression.evaluate(scope);
  if (hasErrors(given.diagnostics)) return { diagnostics: given.diagnostics };
  const plain = ofExpression(given.value, expression.span);
  const evaluated = { value: plain.value, diagnostics: [...given.diagnostics, ...plain.diagnostics] };
  const invalid = (detail: string) => ({
    diagnostics: [
      ...evaluated.diagnostics,
      errorDiag("Invalid condition result", detail, expression.span, explain(expression, scope)),
    ],
  });
  const value = evaluated.value.unmarkDeep();
  if (!value.isKnown) return { diagnostics: evaluated.diagnostics };
  if (value.isNull) return invalid("Condition expression must return either true or false, not null.");
  try {
    return { holds: convert(value, BOOL).asBool(), diagnostics: evaluated.diagnostics };
  } catch (error) {
    return invalid(`Invalid condition result value: ${(error as ConversionError).message}.`);
  }
}

const NO_MESSAGE =
  "This check failed, but has an invalid error message as described in the other accompanying messages.";

/** The text of a rule's `error_message`, or one that says why there is none. */
export function errorMessage(
  expression: Expression,
  scope: Scope,
): { readonly text: string; readonly diagnostics: readonly Diag[] } {
  const evaluated: Evaluated = expression.evaluate(scope);
  const diagnostics = [...evaluated.diagnostics];
  const none = () => ({ text: NO_MESSAGE, diagnostics });
  if (hasErrors(diagnostics)) return none();
  let value: Value;
  try {
    value = convert(evaluated.value, STRING);
  } catch (error) {
    diagnostics.push(
      errorDiag(
        "Invalid error message",
        `Unsuitable value for error message: ${(error as ConversionError).message}.`,
        expression.span,
      ),
    );
    return none();
  }
  if (!value.isKnown) return none();
  if (value.isNull) {
    diagnostics.push(
      errorDiag(
        "Invalid error message",
        "Unsuitable value for error message: must not be null.",
        expression.span,
      ),
    );
    return none();
  }
  if (value.hasMark(SENSITIVE)) {
    diagnostics.push(
      diag(
        "warning",
        "Error message refers to sensitive values",
        "The error expression used to explain this condition refers to sensitive values, so OpenTofu will not display the resulting message.\n\nYou can correct this by removing references to sensitive values, or by carefully using the nonsensitive() function if the expression will not reveal the sensitive data.",
        expression.span,
      ),
    );
    return none();
  }
  return { text: value.unmark().asString().trim(), diagnostics };
}

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
