/** Plans the end of everything that a resource has in the state. */

import type { InstanceKey } from "../addresses/address.js";
import { compareKeys } from "../addresses/address.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { repetitionOf } from "../evaluate/expansion.js";
import type { WorkingResource } from "../state/working.js";
import type { Value } from "../values/index.js";
import { instanceAddress, type PlanContext, storedIn } from "./context.js";
import { planGone, targeted } from "./instances.js";
import { type Held, readPrior } from "./prior.js";
import { forgetting, planDelete, planForget } from "./removal.js";

/** Plans the destruction of every object of a resource. Resolves with whether it went well. */
export async function destroyResource(context: PlanContext, facts: ResourceFacts): Promise<boolean> {
  const done = await Promise.all(
    storedIn(context.state, facts).map((stored) => destroyStored(context, facts, stored)),
  );
  return done.every(Boolean);
}

async function destroyStored(
  context: PlanContext,
  facts: ResourceFacts,
  stored: WorkingResource,
): Promise<boolean> {
  const { resource, use, schema } = facts;
  const values = new Map<InstanceKey, Value>();
  const tasks: Promise<boolean>[] = [];
  for (const [key, slot] of [...stored.slots]) {
    const address = instanceAddress(stored.address, key);
    const held: Held = { address, use, schema, facts };
    if (!targeted(context, address)) continue;
    for (const deposed of slot.deposed.keys()) tasks.push(planGone(context, { ...held, deposed }));
    // What only goes because something that it depends on goes is not asked about first.
    const brought = context.targetsAll.has(facts.address);
    const at = brought ? { ...context, refresh: false } : context;
    if (slot.current) tasks.push(destroyInstance(at, held, values));
  }
  const done = await Promise.all(tasks);
  // What providers are configured with may come from objects that still exist.
  context.modules.ensure(stored.address.module)?.store.resources.set(resource.address, {
    repetition: repetitionOf(resource),
    keysKnown: true,
    values: new Map([...values].sort(([a], [b]) => compareKeys(a, b))),
  });
  return done.every(Boolean);
}

async function destroyInstance(
  context: PlanContext,
  held: Held,
  values: Map<InstanceKey, Value>,
): Promise<boolean> {
  const prior = await readPrior(context, held);
  if (!prior) return prior === undefined;
  values.set(held.address.key, prior.value);
  const forget = forgetting(context, held, prior);
  if (!forget) return planDelete(context, held, prior);
  planForget(context, held, prior, forget);
  return true;
}
