/** Create, read, update, delete and import for a resource that is one object of the API, from its table. */

import { type Plain, UNKNOWN } from "../../../engine/values/index.js";
import { type One, type Query, type Resource, type ScalrClient, toOneId } from "../../client/index.js";
import {
  type BlockDefinition,
  type Context,
  type Finding,
  type ManagedResource,
  type MutableDraft,
  PartialError,
  type PlainObject,
  type PlanContext,
} from "./definition.js";
import { draftOf, isEmpty, stateOf } from "./object.js";
import { isNothing, settle } from "./plan.js";
import { readTogether } from "./read-together.js";
import { createOrFind } from "./safe-create.js";

/** An attribute or block with a path of its own. It is written after the object and read in addition to it. */
export interface Extra {
  write(context: Context, id: string, planned: Plain, prior: Plain): Promise<void>;
  /** Undefined keeps the state's value. `state` is undefined if nothing is known yet. */
  read(context: Context, object: One, state: Plain | undefined): Promise<Plain | undefined>;
}

export interface ApiResource {
  readonly type: string;
  readonly noun: string;
  /** The JSON:API type. */
  readonly apiType: string;
  /** Where its objects are. Default: the type. */
  readonly path?: string | ((state: PlainObject) => string);
  readonly block: BlockDefinition;
  /** Objects to include in a read, for attributes that come from them. */
  readonly include?: string;
  /** The filter by ids of the type's list, if it has one and shows objects as their own addresses do: many are then read at once. */
  readonly listedBy?: string;
  readonly extras?: Readonly<Record<string, Extra>>;
  validate?(config: PlainObject): readonly Finding[];
  plan?(planned: PlainObject, context: PlanContext): void;
  check?: ManagedResource["check"];
  /** Default: the type's own list. */
  createPath?(planned: PlainObject): string;
  /** The filter that finds an object after the answer to its creation was lost. Absent: it cannot be found. */
  twin?(planned: PlainObject): Query;
  /** Parameters of a creation or an update. */
  query?(planned: PlainObject): Query;
  /** Adds to the request what the API requires and what follows from the rest. */
  complete?(draft: MutableDraft, planned: PlainObject): void;
  /** Corrects the values that were read, by the state. */
  correct?(read: PlainObject, state: PlainObject): void;
  /** For an object that its id alone does not identify: its state and path, from the import id. */
  importId?(id: string): PlainObject;
  readonly upgrades?: ManagedResource["upgrades"];
  delete?(context: Context, path: string): Promise<void>;
}

/** A resource that is one object of the API: create, read, update and delete by its id. */
export function apiResource(table: ApiResource): ManagedResource {
  const { type, noun, block, validate, plan, check, upgrades } = table;
  const { path: where = table.apiType } = table;
  const collection = (state: PlainObject) => (typeof where === "string" ? where : where(state));
  const pathTo = (state: PlainObject) => `${collection(state)}/${encodeURIComponent(String(state.id))}`;
  const query: Query = { include: table.include };
  const extras = Object.entries(table.extras ?? {});

  const found = ({ client }: Context, state: PlainObject): Promise<One | null> =>
    table.listedBy === undefined
      ? client.find(pathTo(state), query)
      : readTogether(client, { path: collection(state), filter: table.listedBy, query }, String(state.id));

  /** `known` has the values that the API does not show. `state` corrects the result. */
  function shown(object: One, known: PlainObject, state = known): PlainObject {
    const result = stateOf(block, object, known);
    for (const [name, value] of Object.entries(known)) {
      if (name in result && isNothing(result[name]) && isNothing(value)) result[name] = value;
    }
    table.correct?.(result, state);
    return result;
  }

  async function read(context: Context, object: One, state: PlainObject): Promise<PlainObject> {
    const result = shown(object, state);
    for (const [name, extra] of extras) {
      const known = state[name] === UNKNOWN ? undefined : state[name];
      const shown = await extra.read(context, object, known);
      if (shown !== undefined) result[name] = shown;
    }
    return result;
  }

  /** Writes the parts with paths of their own. After a failure the state has the values from before. */
  async function writeExtras(
    context: Context,
    state: PlainObject,
    planned: PlainObject,
    prior: PlainObject | null,
  ): Promise<void> {
    const before: PlainObject = Object.fromEntries(
      extras.map(([name]) => [name, prior?.[name] ?? (block.blocks?.[name] ? [] : null)]),
    );
    const written: PlainObject = {};
    for (const [name, extra] of extras) {
      const value = planned[name] ?? null;
      if (value === UNKNOWN) continue;
      try {
        await extra.write(context, String(state.id), value, before[name] ?? null);
      } catch (error) {
        throw new PartialError({ ...state, ...before, ...written }, error);
      }
      written[name] = value;
    }
  }

  return {
    type,
    noun,
    block,
    ...(validate && { validate }),
    ...(plan && { plan }),
    ...(check && { check }),
    ...(upgrades && { upgrades }),

    async create(context, planned, config) {
      const path = table.createPath?.(planned) ?? collection(planned);
      const draft = draftOf(table, planned, null, config);
      table.complete?.(draft, planned);
      const sent = { path, draft, query: table.query?.(planned) ?? {} };
      const created = await createOrFind(context.client, noun, sent, table.twin?.(planned));
      const settled = (object: One) => settle(planned, shown(object, planned)) as PlainObject;
      if (extras.length > 0) await writeExtras(context, settled(created), planned, null);
      if (!table.include) return settled(created);
      try {
        const path = pathTo({ ...planned, id: created.data.id });
        const reread = () => context.client.get(path, query);
        return settled(await withIncluded(context.client, created, table.include, reread));
      } catch (error) {
        throw new PartialError(settled(created), error);
      }
    },

    async read(context, state) {
      const object = await found(context, state);
      return object && read(context, object, state);
    },

    async update(context, prior, planned, config) {
      const path = pathTo(prior);
      const draft = draftOf(table, planned, prior, config);
      const state = await context.serially(path, async () => {
        if (isEmpty(draft)) return settle(planned, prior) as PlainObject;
        table.complete?.(draft, planned);
        const sent = { ...draft, id: String(prior.id) };
        const object = await context.client.update(path, sent, table.query?.(planned));
        return settle(planned, shown(object, prior, planned)) as PlainObject;
      });
      await writeExtras(context, state, planned, prior);
      return state;
    },

    async delete(context, state) {
      const path = pathTo(state);
      if (table.delete) return table.delete(context, path);
      await context.client.delete(path);
    },

    async import(context, id) {
      const known = table.importId?.(id) ?? { id };
      const object = await context.client.find(pathTo(known), query);
      return object && read(context, object, known);
    },
  };
}

/** Objects that answers included, by client and id. What a user is called does not change while a configuration is applied. */
const seen = new WeakMap<ScalrClient, Map<string, Resource>>();

/**
 * A created object with what a read of it would include: the API includes nothing in the answer to a creation. Reads it again
 * (`read`) only when what is to be included has not been seen before, as of all but the first of a user's many objects.
 */
async function withIncluded(
  client: ScalrClient,
  created: One,
  include: string,
  read: () => Promise<One>,
): Promise<One> {
  let known = seen.get(client);
  if (!known) {
    known = new Map();
    seen.set(client, known);
  }
  const id = toOneId(created.data, include);
  const one = id === null ? undefined : known.get(id);
  if (one) return { data: created.data, included: [one] };
  const complete = await read();
  for (const resource of complete.included) known.set(resource.id, resource);
  return complete;
}
