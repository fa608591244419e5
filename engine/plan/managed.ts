/** Plans one instance of a managed resource. */

import { formatInstance } from "../addresses/address.js";
import type { CheckRecorder } from "../evaluate/check-recorder.js";
import type { Session } from "../evaluate/session.js";
import type { Path, Private } from "../interfaces/provider.js";
import { blockType } from "../interfaces/schema.js";
import type { Action, ActionReason, ResourceChange } from "../interfaces/types.js";
import { ignoreChanges } from "../objects/ignore.js";
import { planProblems } from "../objects/plan-valid.js";
import { proposeNew } from "../objects/propose.js";
import { markBySchema } from "../objects/schema.js";
import type { StateObject } from "../state/object.js";
import { conforms, Value } from "../values/index.js";
import { markSensitive, samePaths, sensitivePaths, valueAt } from "../values/parts.js";
import { configured, type InstanceRequest } from "./configured.js";
import type { PlannedObject } from "./planned.js";
import { providerFault } from "./prior.js";

export interface ManagedRequest extends InstanceRequest {
  readonly prior: StateObject | undefined;
  readonly createBeforeDestroy: boolean;
  /** Replace it although nothing in it asks for that. */
  readonly force?: "replace_by_request" | "replace_by_triggers" | undefined;
  /** During an apply: what was planned. Its action stands. */
  readonly planned?: ResourceChange;
}

/** Null when it could not be planned; the session has the reasons. */
export async function planManaged(
  session: Session & { readonly checks: CheckRecorder },
  request: ManagedRequest,
): Promise<PlannedObject | null> {
  const { facts, address, prior } = request;
  const { resource, schema, use } = facts;
  const { block } = schema;
  const text = formatInstance(address);
  const instance = configured(session, request, "validateResource");
  if (instance === null) return null;
  const { here, config, provider, say } = instance;

  const type = blockType(block);
  const nothing = Value.null(type);
  const live = prior && !prior.tainted ? prior : undefined;
  const priorValue = live ? live.value : nothing;
  const ignored = ignoreChanges(resource.lifecycle.ignoreChanges, block, priorValue, config);
  const plan = async (before: Value, wanted: Value, priorPrivate: Private) => {
    const unmarked = wanted.unmarkDeep();
    const priorState = before.unmarkDeep();
    const proposed = proposeNew(block, priorState, unmarked);
    const answer = await provider.planResource({
      type: address.type,
      prior: priorState,
      proposed,
      config: unmarked,
      priorPrivate,
    });
    if (!say(answer.diagnostics)) return null;
    if (!conforms(answer.planned.type, type)) {
      session.report([
        providerFault("Provider produced invalid plan", use, `its plan for ${text} does not fit its schema`),
      ]);
      return null;
    }
    const problems = planProblems(block, priorState, unmarked, answer.planned);
    for (const problem of problems) {
      session.report([
        providerFault(
          "Provider produced invalid plan",
          use,
          `it planned an invalid value for ${text}${problem}`,
        ),
      ]);
    }
    if (problems.length > 0) return null;
    return { ...answer, planned: markBySchema(markSensitive(answer.planned, sensitivePaths(wanted)), block) };
  };
  let answer = await plan(priorValue, ignored, live ? live.private : null);
  if (!answer) return null;
  const requiresReplace = live ? changedPaths(priorValue, answer.planned, answer.requiresReplace) : [];
  let action: Action;
  let reason: ActionReason | undefined;
  const replacement = replacementOf(request);
  const same = answer.planned.unmarkDeep().equals(priorValue.unmarkDeep());
  let before = priorValue;
  if (!live) action = "create";
  else if (request.force || (requiresReplace.length > 0 && !same)) {
    action = replacement;
    reason = request.force ?? "replace_because_cannot_update";
    answer = await plan(nothing, config, answer.private);
    if (!answer) return null;
  } else if (!same) action = "update";
  else action = samePaths(sensitivePaths(answer.planned), sensitivePaths(priorValue)) ? "no-op" : "update";
  if (!live && prior) {
    action = replacement;
    reason = "replace_because_tainted";
    before = prior.value;
  }
  return {
    action,
    ...(reason && { reason }),
    before,
    after: answer.planned,
    config,
    requiresReplace: action === replacement ? requiresReplace : [],
    private: answer.private,
    here,
  };
}

function replacementOf({ createBeforeDestroy, facts }: ManagedRequest): Action {
  if (facts.resource.lifecycle.skipDestroy) return "forget-then-create";
  return createBeforeDestroy ? "create-then-delete" : "delete-then-create";
}

/** Of the paths that cannot change in place, those that do change. */
function changedPaths(prior: Value, planned: Value, paths: readonly Path[]): Path[] {
  return paths.filter((path) => {
    const before = valueAt(prior, path)?.unmarkDeep();
    const after = valueAt(planned, path)?.unmarkDeep();
    if (!before || !after) return before !== after && !(before ?? after)!.isNull;
    return !before.equals(after) || !after.isWhollyKnown;
  });
}
