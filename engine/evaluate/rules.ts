/** Preconditions and postconditions of resources and outputs. */

import { type Owner, within } from "../config/diagnostics.js";
import type { Diag } from "../interfaces/diag.js";
import type { CheckResult } from "../interfaces/types.js";
import type { CheckRule, Scope } from "../language/index.js";
import type { CheckRecorder } from "./check-recorder.js";
import { evaluateRule, type RuleKind } from "./conditions.js";
import type { Session } from "./session.js";

interface Subject {
  readonly kind: CheckResult["kind"];
  /** Of the instance, and of what it is an instance of. */
  readonly address: string;
  readonly of: string;
  readonly owner: Owner;
}

/** False when one of them fails. */
export function checkRules(
  session: Session & { readonly checks: CheckRecorder },
  rules: readonly CheckRule[],
  kind: RuleKind,
  subject: Subject,
  scope: Scope,
  severity: Diag["severity"] = "error",
): boolean {
  let held = true;
  for (const rule of rules) {
    const outcome = evaluateRule(rule, kind, scope, severity);
    session.checks.record(subject.kind, subject.address, subject.of, outcome.status, outcome.message);
    held = session.report(within(subject.owner, outcome.diagnostics)) && held;
  }
  return held;
}
