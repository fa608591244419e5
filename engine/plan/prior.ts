/** The object that an instance has before the plan: read from the state, then from its provider. */

import { formatInstance, type InstanceAddress } from "../addresses/address.js";
import { errorDiag, fromProvider, hasErrors, type Owner } from "../config/diagnostics.js";
import type { ProviderUse } from "../config/provider-pool.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { objectId, operation } from "../evaluate/events.js";
import type { Schema } from "../interfaces/provider.js";
import { blockType } from "../interfaces/schema.js";
import type { StateInstance } from "../interfaces/state-file.js";
import { markBySchema } from "../objects/schema.js";
import { decodeObject, encodeObject, encodePrivate, type StateObject } from "../state/object.js";
import { conforms, Value } from "../values/index.js";
import { markSensitive, sensitivePaths } from "../values/parts.js";
import { changeBase, changeId, type PlanContext } from "./context.js";

/** Where an object is and how it is read. */
export interface Held {
  readonly address: InstanceAddress;
  readonly use: ProviderUse;
  readonly schema: Schema;
  readonly deposed?: string;
  /** The resource's configuration, where it has one. */
  readonly facts?: ResourceFacts | undefined;
}

/** The name of the instance in messages, with its place in the configuration if it has one. */
export function ownerOf(held: Held): Owner | undefined {
  return held.facts && { ...held.facts.owner, address: formatInstance(held.address) };
}

/** Undefined when there is none; null when it could not be read. */
export async function readPrior(context: PlanContext, held: Held): Promise<StateObject | undefined | null> {
  const slot = context.state.slot(held.address);
  const raw = held.deposed === undefined ? slot?.current : slot?.deposed.get(held.deposed);
  if (!raw) return undefined;
  const { use, schema, address } = held;
  const decoded = await decodeObject(raw, address, schema, context.pool.configured(use));
  const text = changeId(formatInstance(address), held.deposed);
  const problems = fromProvider(decoded.diagnostics, ownerOf(held)).map((d) => ({ address: text, ...d }));
  context.report(problems);
  if (!decoded.object) return null;
  if (!context.refresh) return decoded.object;
  return context.limit.run(() => refresh(context, held, decoded.object!, raw));
}

async function refresh(
  context: PlanContext,
  held: Held,
  object: StateObject,
  raw: StateInstance,
): Promise<StateObject | undefined | null> {
  const { address, use, schema, deposed } = held;
  const text = changeId(formatInstance(address), deposed);
  if (context.signal?.aborted) return null;
  const id = objectId(object.value);
  const answer = await operation(
    context.emit,
    { operation: "refresh", address: text, ...(id !== undefined && { id }) },
    () => context.pool.configured(use).readResource(address.type, object.value.unmarkDeep(), object.private),
    ({ state, diagnostics }) => (hasErrors(diagnostics) ? null : objectId(state)),
  );
  context.report(fromProvider(answer.diagnostics, ownerOf(held)).map((d) => ({ address: text, ...d })));
  if (hasErrors(answer.diagnostics)) return null;
  if (!conforms(answer.state.type, blockType(schema.block)) || !answer.state.isWhollyKnown) {
    context.report([
      providerFault(
        "Provider produced invalid object",
        use,
        `the object that it read for ${text} does not fit its schema`,
      ),
    ]);
    return null;
  }
  if (answer.state.isNull) {
    gone(context, held, object);
    return undefined;
  }
  const marked = markBySchema(markSensitive(answer.state, sensitivePaths(object.value)), schema.block);
  const read: StateObject = { ...object, value: marked, private: answer.private };
  const drifted = !marked.equals(object.value);
  if (drifted || encodePrivate(answer.private) !== raw.private) write(context, held, read, raw);
  if (drifted && deposed === undefined) {
    context.drift.push(driftChange(context, held, "update", object.value, marked));
  }
  return read;
}

function gone(context: PlanContext, held: Held, object: StateObject): void {
  const { address, use, schema, deposed } = held;
  if (deposed === undefined) {
    context.state.set(address, context.pool.stateName(use), undefined);
    context.drift.push(
      driftChange(context, held, "delete", object.value, Value.null(blockType(schema.block))),
    );
  } else {
    context.state.setDeposed(address, deposed, undefined);
  }
}

function driftChange(
  context: PlanContext,
  held: Held,
  action: "update" | "delete",
  before: Value,
  after: Value,
) {
  return {
    ...changeBase(context, held.address),
    provider: held.use.source,
    action,
    before,
    after,
    requiresReplace: [],
    createBeforeDestroy: false,
    dependencies: [],
  } as const;
}

/** Stores an object; what `raw` holds beyond it stays. */
export function write(
  context: PlanContext,
  held: Held,
  object: StateObject,
  raw: StateInstance | undefined,
): void {
  const { address, use, schema, deposed } = held;
  const value = { ...raw, ...encodeObject(object, schema, blockType(schema.block)) };
  if (deposed === undefined) context.state.set(address, context.pool.stateName(use), value);
  else context.state.setDeposed(address, deposed, value);
}

/** The error of a provider that breaks the protocol's rules. */
export function providerFault(summary: string, use: ProviderUse, what: string) {
  return errorDiag(
    summary,
    `The provider ${use.source} returned an invalid result: ${what}. This is a defect of the provider. Report it to its developers.`,
  );
}
