/** Plans the instances of one resource of the configuration: those it has, and those it had. */
import { isDeepStrictEqual } from "node:util";
import type { InstanceKey } from "../addresses/address.js";
import {
  compareKeys,
  configAddress,
  covers,
  formatInstance,
  type InstanceAddress,
} from "../addresses/address.js";
import { diag, within } from "../config/diagnostics.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { type Expansion, expand } from "../evaluate/expansion.js";
import { inInstance } from "../evaluate/modules.js";
import { postconditions } from "../evaluate/resource-conditions.js";
import type { Diag } from "../interfaces/diag.js";
import { blockType } from "../interfaces/schema.js";
import type { ActionReason } from "../interfaces/types.js";
import { encodePrivate, type StateObject } from "../state/object.js";
import type { WorkingResource } from "../state/working.js";
import { Value } from "../values/index.js";
import { addressIn, changeBase, instanceAddress, type PlanContext, stateId, storedIn } from "./context.js";
import { nothingRead, readData, readingSession } from "./data.js";
import { checkImports, importByBlock } from "./import-blocks.js";
import { planManaged } from "./managed.js";
import { checkPreventDestroy } from "./prevent-destroy.js";
import { type Held, readPrior, write } from "./prior.js";
import { forgetting, planDelete, planForget } from "./removal.js";
import { triggeredBy } from "./triggers.js";

/** In every instance of its module, and in those that the module no longer has. */
export async function planResource(context: PlanContext, facts: ResourceFacts): Promise<boolean> {
  const { path } = facts.module;
  if (path === "") return planInModule(context, facts);
  const instances = context.modules.of(path);
  const known = new Set(instances.map(({ address }) => address));
  const tasks = instances.map((instance) => planInModule(inInstance(context, instance), facts));
  for (const stored of storedIn(context.state, facts))
    if (!known.has(stored.address.module)) tasks.push(...planLost(context, facts, stored));
  return (await Promise.all(tasks)).every(Boolean);
}

/** The instance of the module that it was in is gone. */
function* planLost(
  context: PlanContext,
  facts: ResourceFacts,
  stored: WorkingResource,
): Generator<Promise<boolean>> {
  const { use, schema, resource } = facts;
  for (const [key, slot] of [...stored.slots]) {
    const address = instanceAddress(stored.address, key);
    if (!targeted(context, address)) continue;
    for (const deposed of slot.deposed.keys())
      yield planGone(context, { address, use, schema, deposed, facts });
    if (!slot.current) continue;
    if (resource.mode === "data") context.state.set(address, stored.provider, undefined);
    else yield planGone(context, { address, use, schema, facts }, "delete_because_no_module");
  }
}

async function planInModule(context: PlanContext, facts: ResourceFacts): Promise<boolean> {
  const { resource } = facts;
  const excludable = stateId(context, resource);
  const expanded = expand({ ...resource, excludable }, context.scope);
  if (!context.report(within(facts.owner, expanded.diagnostics)) || !expanded.expansion) return false;
  const { expansion } = expanded;
  const wanted = new Set(expansion.keys);
  context.report(incompleteReplacement(context, facts, expansion.keys!));
  const isStored = context.state.resources.has(stateId(context, resource));
  if (!checkImports(context, facts, ({ key }) => wanted.has(key))) return false;
  const values = new Map<InstanceKey, Value>();
  const tasks: Promise<boolean>[] = [];
  for (const key of expansion.keys!) {
    const address = addressIn(context, resource, key);
    // The order of instances is that of their keys, whichever is planned first.
    values.set(key, Value.unknown(blockType(facts.schema.block)));
    if (!targeted(context, address)) {
      tasks.push(keepUntouched(context, facts, address, values));
      continue;
    }
    tasks.push(
      resource.mode === "data"
        ? planData(context, facts, address, expansion, values)
        : planInstance(context, facts, address, expansion, values),
    );
  }
  tasks.push(...planLeftovers(context, facts, expansion, wanted));
  const done = await Promise.all(tasks);
  context.store.resources.set(resource.address, {
    repetition: expansion.repetition,
    keysKnown: true,
    values: new Map([...values].sort(([a], [b]) => compareKeys(a, b))),
    // As tofu, which has the type only of what it has in its state.
    ...(isStored && { absent: Value.null(blockType(facts.schema.block)) }),
  });
  return done.every(Boolean);
}

/** What to say of a `-replace` that names a resource where its instances have keys. */
function incompleteReplacement(
  context: PlanContext,
  { resource }: ResourceFacts,
  keys: readonly InstanceKey[],
): Diag[] {
  const address = stateId(context, resource);
  if (!context.replace.has(address) || (keys.length === 1 && keys[0] === undefined)) return [];
  const because = `Your force-replace request for ${address} doesn't match any resource instances because`;
  const options = keys.map(
    (key) => `-replace=${JSON.stringify(formatInstance(addressIn(context, resource, key)))}`,
  );
  const remedy =
    keys.length === 0
      ? "this resource doesn't have any instances."
      : keys.length === 1
        ? `it lacks an instance key.\n\nTo force replacement of the single declared instance, use the following option instead:\n  ${options[0]}`
        : `it lacks an instance key.\n\nTo force replacement of particular instances, use one or more of the following options instead:${options.map((option) => `\n  ${option}`).join("")}`;
  return [diag("warning", "Incompletely-matched force-replace resource instance", `${because} ${remedy}`)];
}

/**
 * Whether the plan is about the instance: nothing is chosen, or it is a target or a part of one, or it is not part of what is
 * left out.
 */
export function targeted(context: PlanContext, address: InstanceAddress): boolean {
  const { targets, excludes, targetsAll } = context;
  if (excludes) return !excludes.some((left) => covers(left, address));
  return (
    targets === undefined ||
    targetsAll.has(configAddress(address)) ||
    targets.some((target) => covers(target, address))
  );
}

/** An instance that the plan is not about: it is what the state says. */
async function keepUntouched(
  context: PlanContext,
  facts: ResourceFacts,
  address: InstanceAddress,
  values: Map<InstanceKey, Value>,
): Promise<boolean> {
  const held: Held = { address, use: facts.use, schema: facts.schema, facts };
  const prior = await readPrior({ ...context, refresh: false }, held);
  if (prior) values.set(address.key, prior.value);
  return prior !== null;
}

async function planInstance(
  context: PlanContext,
  facts: ResourceFacts,
  address: InstanceAddress,
  expansion: Expansion,
  values: Map<InstanceKey, Value>,
): Promise<boolean> {
  const held: Held = { address, use: facts.use, schema: facts.schema, facts };
  const text = formatInstance(address);
  const read = await readPrior(context, held);
  if (read === null) return false;
  const stored = read && context.refresh ? withDependencies(context, held, read) : read;
  const adopted = stored ? undefined : await context.limit.run(() => importByBlock(context, facts, address));
  if (adopted === null) return false;
  const prior = stored ?? adopted?.object;
  if (adopted) write(context, held, adopted.object, undefined);
  if (context.mode === "refresh-only") {
    if (prior) values.set(address.key, prior.value);
    return true;
  }
  const { createBeforeDestroy } = facts;
  const triggers = triggeredBy(context, facts, address);
  if (triggers === null) return false;
  const force = context.replace.has(text)
    ? "replace_by_request"
    : triggers
      ? "replace_by_triggers"
      : undefined;
  const planned = await context.limit.run(() =>
    context.signal?.aborted
      ? Promise.resolve(null)
      : planManaged(context, { facts, address, expansion, prior, createBeforeDestroy, force }),
  );
  if (!planned) return false;
  values.set(address.key, planned.after);
  const bytes = encodePrivate(planned.private);
  context.changes.set(text, {
    ...changeBase(context, address),
    provider: facts.use.source,
    action: planned.action,
    ...(planned.reason ? { reason: planned.reason } : triggers && { reason: "replace_by_triggers" as const }),
    before: planned.before,
    after: planned.after,
    requiresReplace: planned.requiresReplace,
    ...(bytes !== undefined && { private: bytes }),
    createBeforeDestroy,
    dependencies: facts.dependencies,
    ...(adopted && { importing: { id: adopted.id } }),
    ...(facts.resource.constructPath !== undefined && { constructPath: facts.resource.constructPath }),
  });
  if (!checkPreventDestroy(context, facts, address, planned.action)) return false;
  if (planned.action === "no-op" && prior) {
    // Nothing will be applied, so what the state notes beside the object is brought up to date now.
    const { skipDestroy = false } = facts.resource.lifecycle;
    const same =
      isDeepStrictEqual(prior.dependencies, facts.dependencies) &&
      prior.createBeforeDestroy === createBeforeDestroy &&
      (prior.skipDestroy ?? false) === skipDestroy;
    const now = { ...prior, dependencies: facts.dependencies, createBeforeDestroy, skipDestroy };
    if (!same) write(context, held, now, undefined);
  }
  return postconditions(context, facts, address, planned.here, planned.after);
}

/** Until it is applied again, an object depends on what it did and on what it is going to. */
function withDependencies(context: PlanContext, held: Held, object: StateObject): StateObject {
  const all = new Set([...object.dependencies, ...held.facts!.dependencies]);
  if (all.size === object.dependencies.length) return object;
  const merged = { ...object, dependencies: [...all].sort() };
  write(context, held, merged, context.state.slot(held.address)?.current);
  return merged;
}

async function planData(
  context: PlanContext,
  facts: ResourceFacts,
  address: InstanceAddress,
  expansion: Expansion,
  values: Map<InstanceKey, Value>,
): Promise<boolean> {
  const text = formatInstance(address);
  const pending = facts.waitsFor.some((other) => context.changes.ofResource(other));
  const { session, lenient } = readingSession(context, facts);
  const provisional = lenient && context.mode === "normal";
  const outcome = await context.limit.run(() =>
    readData(session, { facts, address, expansion, pending, provisional }),
  );
  // The value stays unknown then, and so do the assertions about it.
  if (!outcome) return lenient;
  values.set(address.key, outcome.value);
  const held: Held = { address, use: facts.use, schema: facts.schema, facts };
  const reason = outcome.deferred ?? (provisional ? "read_because_check_nested" : undefined);
  if (reason && context.mode === "normal") {
    context.changes.set(text, {
      ...changeBase(context, address),
      provider: facts.use.source,
      action: "read",
      reason,
      before: nothingRead(facts),
      after: outcome.value,
      requiresReplace: [],
      createBeforeDestroy: false,
      dependencies: facts.dependencies,
      ...(facts.resource.constructPath !== undefined && { constructPath: facts.resource.constructPath }),
    });
  }
  if (outcome.deferred) return true;
  const object = {
    value: outcome.value,
    private: null,
    tainted: false,
    dependencies: [],
    createBeforeDestroy: false,
  };
  if (context.mode !== "destroy") write(context, held, object, undefined);
  return postconditions(context, facts, address, outcome.here, outcome.value);
}

/** Instances that the resource no longer has, and objects set aside by a replacement that was not finished. */
function* planLeftovers(
  context: PlanContext,
  facts: ResourceFacts,
  expansion: Expansion,
  wanted: ReadonlySet<InstanceKey>,
): Generator<Promise<boolean>> {
  const { resource, use, schema } = facts;
  const stored = context.state.resources.get(stateId(context, resource));
  if (!stored) return;
  for (const [key, slot] of [...stored.slots]) {
    const address = addressIn(context, resource, key);
    if (!targeted(context, address)) continue;
    for (const deposed of slot.deposed.keys())
      yield planGone(context, { address, use, schema, deposed, facts });
    if (!slot.current || wanted.has(key)) continue;
    if (resource.mode === "data") context.state.set(address, stored.provider, undefined);
    else yield planGone(context, { address, use, schema, facts }, orphanReason(expansion, key));
  }
}

function orphanReason({ repetition }: Expansion, key: InstanceKey): ActionReason {
  if (typeof key === "number" && repetition === "count") return "delete_because_count_index";
  if (typeof key === "string" && repetition === "for_each") return "delete_because_each_key";
  if (key === undefined && repetition === "enabled") return "delete_because_enabled_false";
  return "delete_because_wrong_repetition";
}

/** Plans the end of an object that the configuration has no place for any more. */
export async function planGone(context: PlanContext, held: Held, reason?: ActionReason): Promise<boolean> {
  const prior = await readPrior(context, held);
  if (prior === null) return false;
  if (prior === undefined || context.mode === "refresh-only") return true;
  const forget = forgetting(context, held, prior);
  if (forget) {
    planForget(context, held, prior, forget);
    return true;
  }
  return planDelete(context, held, prior, context.mode === "destroy" ? undefined : reason);
}
