/** Creates, updates or replaces one instance. */
import { isDeepStrictEqual } from "node:util";
import { configAddress, formatInstance, formatResource } from "../addresses/address.js";
import { hasErrors } from "../config/diagnostics.js";
import { objectId, operation } from "../evaluate/events.js";
import { inInstance } from "../evaluate/modules.js";
import { postconditions, preconditions } from "../evaluate/resource-conditions.js";
import { type Here, hereFor } from "../evaluate/scope.js";
import { provision } from "../exec/provisioners.js";
import type { Diag } from "../interfaces/diag.js";
import { blockType } from "../interfaces/schema.js";
import type { ResourceChange } from "../interfaces/types.js";
import type { Provisioner } from "../language/index.js";
import { differences } from "../objects/compatible.js";
import { readData, readingSession } from "../plan/data.js";
import { planManaged } from "../plan/managed.js";
import type { PlannedObject } from "../plan/planned.js";
import { type Held, providerFault } from "../plan/prior.js";
import { decodeObject, encodeObject, type StateObject } from "../state/object.js";
import { Value } from "../values/index.js";
import { sensitivePaths } from "../values/parts.js";
import type { ApplyContext } from "./context.js";
import { heldBy, make } from "./object.js";

/** Carries out one change of a plan. Resolves with whether it went well; the diagnostics tell why not. */
export async function applyChange(session: ApplyContext, change: ResourceChange): Promise<boolean> {
  const facts = session.analysis.resources.get(configAddress(change))!;
  const context = inInstance(session, session.modules.get(change.module)!);
  const expansion = context.expansions.get(formatResource(change))!;
  const held = heldBy(facts, change);
  if (change.action === "read") {
    const { session, lenient } = readingSession(context, facts);
    const outcome = await readData(session, { facts, address: change, expansion, pending: false });
    if (!outcome) return lenient;
    store(context, held, {
      value: outcome.value,
      private: null,
      tainted: false,
      dependencies: [],
      createBeforeDestroy: false,
    });
    return postconditions(context, facts, held.address, outcome.here, outcome.value);
  }
  const early = change.action === "create-then-delete";
  if (early) {
    const key = context.state.depose(change);
    if (key !== undefined) context.deposed.set(change.address, key);
    context.save();
  }
  const prior = await readObject(context, held);
  if (prior === null) return false;
  const planned = await planManaged(context, {
    facts,
    address: change,
    expansion,
    prior,
    createBeforeDestroy: early,
    planned: change,
  });
  const usable = planned && checkPlanned(context, held, change, planned);
  if (!usable) {
    restore(context, change);
    return false;
  }
  if (planned.action === "no-op") {
    context.applied.set(change.address, planned.after);
    return postconditions(context, facts, held.address, planned.here, planned.after);
  }
  const base = {
    tainted: false,
    dependencies: facts.dependencies,
    createBeforeDestroy: change.createBeforeDestroy,
    skipDestroy: facts.resource.lifecycle.skipDestroy ?? false,
  };
  const done = await create(context, held, change, planned, prior, base);
  if (!done) restore(context, change);
  return (
    done && postconditions(context, facts, held.address, planned.here, context.applied.get(change.address)!)
  );
}

/** The conditions of an instance that stays as it is: what they look at may have changed. */
export async function checkAgain(session: ApplyContext, change: ResourceChange): Promise<boolean> {
  const facts = session.analysis.resources.get(configAddress(change))!;
  const context = inInstance(session, session.modules.get(change.module)!);
  const held = heldBy(facts, change);
  const object = await readObject(context, held);
  if (!object) return object === undefined;
  const here = hereFor(change.key, context.expansions.get(formatResource(change))!.each);
  if (!preconditions(context, facts, held.address, here)) return false;
  return postconditions(context, facts, held.address, here, object.value);
}

async function create(
  context: ApplyContext,
  held: Held,
  change: ResourceChange,
  planned: PlannedObject,
  prior: StateObject | undefined,
  base: Omit<StateObject, "value" | "private">,
): Promise<boolean> {
  const facts = held.facts!;
  const creating = planned.action !== "update";
  const before = creating ? Value.null(blockType(held.schema.block)) : planned.before;
  const id = prior && !creating ? objectId(prior.value) : undefined;
  const what = {
    operation: creating ? "create" : "update",
    address: change.address,
    ...(id !== undefined && { id }),
  } as const;
  const work = async (): Promise<Value | null> => {
    // Where only secrecy changes, that is between the plan and the state.
    const made = sensitivityOnly(planned)
      ? { value: planned.after, private: prior?.private ?? null, problems: [] }
      : await make(context, held, {
          before,
          after: planned.after,
          config: planned.config,
          private: planned.private,
        });
    let problems: readonly Diag[] = made.problems;
    const failed = hasErrors(problems);
    const provisioners = facts.resource.provisioners.filter(({ when }) => when === "create");
    const provisioned = creating && !failed && provisioners.length > 0;
    if (made.value) {
      const object = { ...base, value: made.value, private: made.private };
      // Until its provisioners have ended the object is half made, also where the process ends before.
      store(context, held, { ...object, tainted: creating && (failed || provisioned) });
      if (provisioned) {
        const ran = await provisionMade(context, held, provisioners, { ...planned.here, self: made.value });
        problems = [...problems, ...ran];
        if (!hasErrors(ran)) store(context, held, object);
      }
    }
    return context.report(problems) && made.value ? made.value : null;
  };
  const value = await context.limit.run(async () => {
    if (!context.signal?.aborted)
      return operation(context.emit, what, work, (result) => (result ? objectId(result) : null));
    context.heldBack.add(`${what.operation} ${what.address}`);
    return null;
  });
  if (!value) return false;
  if (creating) context.counts.add++;
  else context.counts.change++;
  return true;
}

/** Runs the provisioners of an object that was made. */
function provisionMade(
  context: ApplyContext,
  held: Held,
  provisioners: readonly Provisioner[],
  here: Here,
): Promise<readonly Diag[]> {
  const { env, ownGroups, signal, emit } = context;
  const address = formatAddress(held);
  return provision({
    provisioners,
    address,
    owner: { ...held.facts!.owner, address },
    scope: context.scope.with(here),
    dir: context.modules.root.node.config.dir,
    env,
    ownGroups,
    signal,
    emit,
  });
}

function store(context: ApplyContext, held: Held, object: StateObject): void {
  const { address, use, schema } = held;
  const encoded = encodeObject(object, schema, blockType(schema.block));
  context.state.set(address, context.pool.stateName(use), encoded);
  context.applied.set(formatAddress(held), object.value);
  context.save();
}

const formatAddress = (held: Held) => formatInstance(held.address);

/** After a failed replacement the object that was set aside is the current one again, if nothing took its place. */
function restore(context: ApplyContext, change: ResourceChange): void {
  const key = context.deposed.get(change.address);
  if (key !== undefined && context.state.restore(change, key)) context.save();
}

/** The object as the state holds it: undefined where it does not, null where what it holds cannot be read. */
export async function readObject(context: ApplyContext, held: Held): Promise<StateObject | undefined | null> {
  const slot = context.state.slot(held.address);
  const raw = held.deposed === undefined ? slot?.current : slot?.deposed.get(held.deposed);
  if (!raw) return undefined;
  const { object, diagnostics } = await decodeObject(
    raw,
    held.address,
    held.schema,
    context.pool.configured(held.use),
  );
  if (object) return object;
  context.report(
    diagnostics.map(({ severity, summary, detail }) => ({
      severity,
      summary,
      ...(detail !== undefined && { detail }),
      address: formatAddress(held),
    })),
  );
  return null;
}

function sensitivityOnly({ action, before, after }: PlannedObject): boolean {
  return (
    action === "update" &&
    before.unmarkDeep().equals(after.unmarkDeep()) &&
    !isDeepStrictEqual(sensitivePaths(before), sensitivePaths(after))
  );
}

const FINAL = "Provider produced inconsistent final plan";

/** Whether what is to be done now, with all values known, is what was planned. */
function checkPlanned(
  context: ApplyContext,
  held: Held,
  change: ResourceChange,
  now: PlannedObject,
): boolean {
  const expected: Partial<Record<ResourceChange["action"], readonly string[]>> = {
    create: ["create"],
    update: ["update", "no-op"],
    "delete-then-create": ["create"],
    "create-then-delete": ["create"],
    "forget-then-create": ["create"],
  };
  const { address, use, schema } = { ...held, address: change.address };
  const fault = (what: string) => {
    context.report([
      {
        ...providerFault(
          FINAL,
          use,
          `when expanding the plan for ${address} to include new values learned so far during apply, it ${what}`,
        ),
        address,
      },
    ]);
    return false;
  };
  if (!expected[change.action]?.includes(now.action)) {
    return fault(`changed the planned action from ${change.action} to ${now.action}`);
  }
  if (!now.config.isWhollyKnown) return fault("was given a configuration that still has unknown values");
  const found = differences(schema.block, change.after.unmarkDeep(), now.after.unmarkDeep());
  return found.length === 0 || fault(`produced an invalid new value for ${found[0]}`);
}
