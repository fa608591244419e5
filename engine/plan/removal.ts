/** Objects that are to go: left over, no longer declared, or all of them. */

import { formatInstance } from "../addresses/address.js";
import { diag, fromProvider } from "../config/diagnostics.js";
import { blockType } from "../interfaces/schema.js";
import type { ActionReason } from "../interfaces/types.js";
import { encodePrivate, type StateObject } from "../state/object.js";
import { Value } from "../values/index.js";
import { changeBase, changeId, type PlanContext } from "./context.js";
import { checkPreventDestroy } from "./prevent-destroy.js";
import { type Held, ownerOf } from "./prior.js";
import { removedBlock } from "./removed.js";

/** False when it must not or cannot be destroyed. */
export async function planDelete(
  context: PlanContext,
  held: Held,
  object: StateObject,
  reason?: ActionReason,
): Promise<boolean> {
  const { address, use, schema, deposed } = held;
  const text = formatInstance(address);
  const id = changeId(text, deposed);
  const nothing = Value.null(blockType(schema.block));
  const answer = await context.pool.configured(use).planResource({
    type: address.type,
    prior: object.value.unmarkDeep(),
    proposed: nothing,
    config: nothing,
    priorPrivate: object.private,
  });
  const problems = fromProvider(answer.diagnostics, ownerOf(held)).map((d) => ({ address: id, ...d }));
  if (!context.report(problems)) return false;
  const bytes = encodePrivate(answer.private);
  context.changes.set(id, {
    ...changeBase(context, address),
    ...(deposed !== undefined && { deposed }),
    provider: use.source,
    action: "delete",
    ...(reason && { reason }),
    before: object.value,
    after: nothing,
    requiresReplace: [],
    ...(bytes !== undefined && { private: bytes }),
    createBeforeDestroy: object.createBeforeDestroy,
    dependencies: object.dependencies,
    ...(held.facts?.resource.constructPath !== undefined && {
      constructPath: held.facts.resource.constructPath,
    }),
  });
  return deposed !== undefined || checkPreventDestroy(context, held.facts, address, "delete");
}

type ForgetReason = Extract<ActionReason, `forgot_${string}` | "delete_because_no_resource_config">;

/**
 * Why an object that is to go is only forgotten; undefined where it is destroyed. What a `removed` block says counts more
 * than what the lifecycle of the resource said before.
 */
export function forgetting(
  context: PlanContext,
  { address, facts }: Held,
  { skipDestroy }: StateObject,
): ForgetReason | undefined {
  const removed = facts || context.mode !== "normal" ? undefined : removedBlock(context, address);
  if (removed?.destroy) return undefined;
  if (facts?.resource.lifecycle.skipDestroy) return "forgot_because_lifecycle_destroy_in_config";
  if (skipDestroy) return "forgot_because_lifecycle_destroy_in_state";
  return removed && "delete_because_no_resource_config";
}

/** Removes an object from the state without destroying it. */
export function planForget(
  context: PlanContext,
  held: Held,
  object: StateObject,
  reason: ForgetReason,
): void {
  const { address, use, schema, deposed } = held;
  const text = formatInstance(address);
  const silent = context.mode === "destroy" && deposed === undefined;
  const said = silent
    ? []
    : [
        diag(
          "warning",
          "Resource will be removed from the state",
          `After this plan is applied, the resource ${text} will not be managed anymore by OpenTofu.\n\nIn case you want to manage the resource again, you will have to import it.`,
        ),
      ];
  context.report(said);
  context.changes.set(changeId(text, deposed), {
    ...changeBase(context, address),
    ...(deposed !== undefined && { deposed }),
    provider: use.source,
    action: "forget",
    reason,
    before: object.value,
    after: Value.null(blockType(schema.block)),
    requiresReplace: [],
    createBeforeDestroy: object.createBeforeDestroy,
    dependencies: object.dependencies,
  });
}
