/** `replace_triggered_by`: whether something that was named is to be changed. */

import type { InstanceKey } from "../addresses/address.js";
import { formatInstance, formatResource, type InstanceAddress } from "../addresses/address.js";
import { errorDiag, within } from "../config/diagnostics.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import type { Path } from "../interfaces/provider.js";
import type { ResourceChange } from "../interfaces/types.js";
import type { Reference, TraversalStep } from "../language/index.js";
import { NUMBER, STRING } from "../values/index.js";
import { valueAt } from "../values/parts.js";
import type { PlanContext } from "./context.js";

/** Null when what is named makes no sense; the session has the reasons. */
export function triggeredBy(
  context: PlanContext,
  facts: ResourceFacts,
  address: InstanceAddress,
): boolean | null {
  for (const expression of facts.resource.lifecycle.replaceTriggeredBy) {
    const reference = expression.references().find(({ subject }) => subject.kind === "resource");
    if (reference?.subject.kind !== "resource") {
      context.report(
        within(facts.owner, [
          errorDiag(
            "Invalid replace_triggered_by expression",
            "Only resources, their instances and attributes of those can be named in replace_triggered_by.",
            expression.span,
          ),
        ]),
      );
      return null;
    }
    if (fires(context, reference, reference.subject, address, expression.references())) return true;
  }
  return false;
}

type ResourceSubject = Extract<Reference["subject"], { kind: "resource" }>;

function fires(
  context: PlanContext,
  reference: Reference,
  subject: ResourceSubject,
  address: InstanceAddress,
  all: readonly Reference[],
): boolean {
  const target = { module: address.module, mode: subject.mode, type: subject.type, name: subject.name };
  const [first, ...rest] = reference.rest;
  // `other[count.index]` and `other[each.key]` name the instance with the same key.
  const byOwnKey = all.some(({ subject: s }) => s.kind === "count" || s.kind === "each");
  const key: InstanceKey | "any" = byOwnKey
    ? address.key
    : first?.kind === "index"
      ? literalKey(first)
      : "any";
  const steps = first?.kind === "index" ? rest : reference.rest;
  const prefix = formatResource(target);
  for (const change of context.changes.values()) {
    if (change.deposed !== undefined || formatResource(change) !== prefix) continue;
    if (key !== "any" && change.address !== formatInstance({ ...target, key })) continue;
    if (steps.length === 0 ? triggers(change) : attributeChanges(change, steps)) return true;
  }
  return false;
}

/** Reading a data source again is not a change. */
function triggers({ action }: ResourceChange): boolean {
  return (
    action === "create" ||
    action === "update" ||
    action === "delete-then-create" ||
    action === "create-then-delete" ||
    action === "forget-then-create"
  );
}

function attributeChanges(change: ResourceChange, steps: readonly TraversalStep[]): boolean {
  if (!triggers(change)) return false;
  const path: Path = steps.map((step) =>
    step.kind === "attribute" ? { attribute: step.name } : { index: literalKey(step)! },
  );
  const before = valueAt(change.before, path)?.unmarkDeep();
  const after = valueAt(change.after, path)?.unmarkDeep();
  if (!before || !after) return before !== after;
  return !after.isWhollyKnown || !before.equals(after);
}

function literalKey(step: Extract<TraversalStep, { kind: "index" }>): InstanceKey {
  const { key } = step;
  if (key.type.kind === NUMBER.kind) return key.asNumber();
  return key.type.kind === STRING.kind ? key.asString() : undefined;
}
