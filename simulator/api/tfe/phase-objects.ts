import { iso } from "../../core/common.js";
import type { Apply, Plan } from "../../core/entities.js";
import type { ResourceObject } from "./document.js";
import { signedLink } from "./links.js";
import type { Call } from "./route.js";

const common = (phase: Plan | Apply, call: Call) => ({
  "log-read-url": signedLink(call, `${phase.type}/${phase.id}/log`),
  "resource-additions": phase.resourceAdditions ?? 0,
  "resource-changes": phase.resourceChanges ?? 0,
  "resource-destructions": phase.resourceDestructions ?? 0,
  "resource-imports": 0,
  status: phase.status,
  "status-timestamps": Object.fromEntries(
    Object.entries(phase.statusTimestamps).map(([name, at]) => [name, iso(at)]),
  ),
});

/** A plan in the form that tofu and terraform expect. */
export const planObject = (plan: Plan, call: Call): ResourceObject => ({
  type: "plans",
  id: plan.id,
  attributes: { ...common(plan, call), "has-changes": plan.hasChanges, "generated-configuration": false },
});

/** An apply in the form that tofu and terraform expect. */
export const applyObject = (apply: Apply, call: Call): ResourceObject => ({
  type: "applies",
  id: apply.id,
  attributes: { ...common(apply, call), "resource-imports": apply.resourceImports ?? 0 },
});
