/** Destroys or forgets one object. */

import { configAddress, formatInstance } from "../addresses/address.js";
import { hasErrors, type Owner } from "../config/diagnostics.js";
import type { ProviderUse } from "../config/provider-pool.js";
import { objectId, operation } from "../evaluate/events.js";
import { hereFor } from "../evaluate/scope.js";
import { provision } from "../exec/provisioners.js";
import type { Diag } from "../interfaces/diag.js";
import { blockType } from "../interfaces/schema.js";
import type { ResourceChange } from "../interfaces/types.js";
import type { Provisioner } from "../language/index.js";
import { changeId } from "../plan/context.js";
import type { Held } from "../plan/prior.js";
import { removedBlock } from "../plan/removed.js";
import { decodePrivate, encodeObject, type StateObject } from "../state/object.js";
import { Value } from "../values/index.js";
import { readObject } from "./change.js";
import type { ApplyContext } from "./context.js";
import { make } from "./object.js";

/** Destroys one object, or forgets it, as the plan says. Resolves with whether it went well. */
export async function destroyObject(
  context: ApplyContext,
  change: ResourceChange,
  use: ProviderUse,
): Promise<boolean> {
  const facts = context.analysis.resources.get(configAddress(change));
  const schema = facts?.schema ?? context.pool.schema(use.source, change.mode, change.type)!;
  // Of a replacement that comes first, what is destroyed now was set aside before.
  const deposed = change.deposed ?? context.deposed.get(change.address);
  const held: Held = { address: change, use, schema, facts, ...(deposed !== undefined && { deposed }) };
  if (change.action === "forget" || change.action === "forget-then-create") {
    remove(context, held);
    context.counts.forget++;
    return true;
  }
  const object = await readObject(context, held);
  if (!object) return object === undefined;
  const id = objectId(object.value);
  const what = {
    operation: "delete",
    address: changeId(change.address, deposed),
    doneAddress: change.address,
    ...(id !== undefined && { id }),
  } as const;
  const done = await context.limit.run(async () => {
    if (!context.signal?.aborted)
      return operation(
        context.emit,
        what,
        () => destroy(context, held, change, object),
        (ok) => (ok ? undefined : null),
      );
    context.heldBack.add(`${what.operation} ${what.address}`);
    return false;
  });
  if (done) context.counts.destroy++;
  return done;
}

async function destroy(
  context: ApplyContext,
  held: Held,
  change: ResourceChange,
  object: StateObject,
): Promise<boolean> {
  if (held.deposed === undefined && !object.tainted) {
    const ran = await runProvisioners(context, held, object);
    if (!context.report(ran)) return false;
  }
  const nothing = Value.null(blockType(held.schema.block));
  const bytes = change.action === "delete" ? decodePrivate(change.private) : object.private;
  const made = await make(context, held, {
    before: object.value,
    after: nothing,
    config: nothing,
    private: bytes,
  });
  const failed = hasErrors(made.problems);
  context.report(made.problems);
  if (!failed) remove(context, held);
  else if (made.value) keep(context, held, { ...object, value: made.value, private: made.private });
  return !failed;
}

function remove(context: ApplyContext, held: Held): void {
  if (held.deposed === undefined) context.state.set(held.address, "", undefined);
  else context.state.setDeposed(held.address, held.deposed, undefined);
  context.save();
}

/** The rest of an object that could not be destroyed. */
function keep(context: ApplyContext, held: Held, object: StateObject): void {
  const encoded = encodeObject(object, held.schema, blockType(held.schema.block));
  if (held.deposed === undefined) context.state.set(held.address, context.pool.stateName(held.use), encoded);
  else context.state.setDeposed(held.address, held.deposed, encoded);
  context.save();
}

function runProvisioners(context: ApplyContext, held: Held, object: StateObject): Promise<readonly Diag[]> {
  const { facts } = held;
  const address = formatInstance(held.address);
  const removed = removedBlock(context, held.address);
  const all: readonly Provisioner[] = facts?.resource.provisioners ?? removed?.provisioners ?? [];
  const provisioners = all.filter(({ when }) => when === "destroy");
  if (provisioners.length === 0) return Promise.resolve([]);
  const owner: Owner = facts?.owner ?? { context: "removed", header: removed!.span };
  const here = hereFor(held.address.key);
  const module = context.modules.ensure(held.address.module) ?? context.modules.root;
  const scope = module.scope.with({
    ...(here.countIndex && { countIndex: here.countIndex }),
    ...(here.eachKey && { eachKey: here.eachKey }),
    self: object.value,
    onlySelf: true,
  });
  const { env, ownGroups, signal, emit } = context;
  return provision({
    provisioners,
    address,
    owner,
    scope,
    dir: context.modules.root.node.config.dir,
    env,
    ownGroups,
    signal,
    emit,
  });
}
