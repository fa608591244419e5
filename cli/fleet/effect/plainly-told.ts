import { type Plan, plainNames, planChangesJson } from "../../../engine/index.js";
import { type ObjectRef, type PlanJson, refOf } from "./plan-json.js";
import { current, STOOD_IN_FOR, StandIns } from "./stand-ins.js";
import type { OpenName, ToldNames } from "./told-names.js";

/**
 * Finds the objects that the open names of a plan refer to. `made` is the plan if this engine made it, and `real` its JSON. If
 * the configuration does not name them directly, `again` makes the plan with stand-ins for ids that only the apply creates;
 * undefined if it cannot be made.
 */
export async function namesTold(
  made: Plan | null,
  real: PlanJson,
  open: readonly OpenName[],
  again: () => Promise<Plan | undefined>,
): Promise<ToldNames | null> {
  const told = made && plainlyTold(made, real, open);
  if (told !== null) return told;
  const other = await again();
  return other === undefined ? null : new StandIns(planChangesJson(other) as PlanJson, real);
}

/**
 * The objects of open names if the configuration has only direct references, such as `scalr_environment.dev.id` or
 * `[scalr_environment.each["dev"].id]`; null otherwise. A plan with stand-ins would give the same result, but takes as long as
 * the plan itself. `real` is the JSON of `plan`.
 */
export function plainlyTold(plan: Plan, real: PlanJson, open: readonly OpenName[]): ToldNames | null {
  const namesOf = plainNames(plan);
  const objects = new Map(current(real).map((change) => [change.address, refOf(change)]));
  const told = new Map<string, readonly ObjectRef[]>();
  for (const { change, attribute } of open) {
    const { module_address: module = "", type, name } = change;
    const names = namesOf({ module, mode: "managed", type, name }, attribute);
    const targets = names?.map((named) =>
      named.attribute === "id" && STOOD_IN_FOR.has(named.type) ? objects.get(named.address) : undefined,
    );
    if (!targets?.every((target) => target !== undefined)) return null;
    // What the configuration does not set is the provider's choice.
    if (targets.length > 0) told.set(keyOf(change.address, attribute), targets);
  }
  return { targets: ({ address }, attribute) => told.get(keyOf(address, attribute)) };
}

const keyOf = (address: string, attribute: string) => `${address} ${attribute}`;
