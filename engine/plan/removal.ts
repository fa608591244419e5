/** Objects that are to go: left over, no longer declared, or all of them. */

import { formatInstance } from "../addresses/address.js";
import { diag, fromProvider } from "../config/diagnostics.js";
import { blockType } from "../interfaces/schema.js";
import type { ActionReason } from "../interfaces/types.js";
import { encodePrivate, type StateObject } from "../state/object.js";
import { Value } from "../values/index.js";
import { changeBase, changeId, type PlanContext } from "./context.js";
import { checkPreventDestroy } from "./managed.js";
import { type Held, ownerOf } from "./prior.js";

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
  return deposed !== undefined || checkPreventDestroy(context, held.facts, text, "delete");
}

/** Takes an object out of the state and leaves it where it is. */
export function planForget(context: PlanContext, held: Held, object: StateObject): void {
  const { address, use, schema, deposed } = held;
  const text = formatInstance(address);
  context.report([
    diag(
      "warning",
      "Resource will be removed from the state",
      `After this plan is applied, the resource ${text} will not be managed anymore by OpenTofu.\n\nIn case you want to manage the resource again, you will have to import it.`,
    ),
  ]);
  context.changes.set(changeId(text, deposed), {
    ...changeBase(context, address),
    ...(deposed !== undefined && { deposed }),
    provider: use.source,
    action: "forget",
    reason: "delete_because_no_resource_config",
    before: object.value,
    after: Value.null(blockType(schema.block)),
    requiresReplace: [],
    createBeforeDestroy: object.createBeforeDestroy,
    dependencies: object.dependencies,
  });
}
