/** Create, read, update, delete and import for a resource that is one object of the API, from its table. */
import type { One, Query } from "../../client/index.js";
import { type Plain, UNKNOWN } from "../../values/index.js";
import {
  type BlockDefinition,
  type Context,
  type Finding,
  type ManagedResource,
  PartialError,
  type PlainObject,
  type PlanContext,
} from "./definition.js";
import { draftOf, isEmpty, stateOf } from "./object.js";
import { settle } from "./plan.js";
import { createOrFind } from "./safe-create.js";

/** An attribute or block with an address of its own, written after the object and read beside it. */
export interface Extra {
  write(context: Context, id: string, planned: Plain, prior: Plain): Promise<void>;
  /** Undefined: what the state says stays. `state` is undefined when nothing is known yet. */
  read(context: Context, object: One, state: Plain | undefined): Promise<Plain | undefined>;
}

export interface ApiResource {
  readonly type: string;
  readonly noun: string;
  /** The JSON:API type, which is also the path. */
  readonly apiType: string;
  readonly block: BlockDefinition;
  /** What to include in a read, for attributes that come from another object. */
  readonly include?: string;
  readonly extras?: Readonly<Record<string, Extra>>;
  validate?(config: PlainObject): readonly Finding[];
  plan?(planned: PlainObject, context: PlanContext): void;
  /** Default: the type's own list. */
  createPath?(planned: PlainObject): string;
  /** How an object that a lost creation may have made is found. Absent: it cannot be told. */
  twin?(planned: PlainObject): Query;
  delete?(context: Context, path: string): Promise<void>;
}

export function apiResource(table: ApiResource): ManagedResource {
  const { type, noun, block, validate, plan } = table;
  const pathTo = (id: Plain | undefined) => `${table.apiType}/${encodeURIComponent(String(id))}`;
  const query: Query = { include: table.include };
  const extras = Object.entries(table.extras ?? {});

  async function read(context: Context, object: One, state: PlainObject): Promise<PlainObject> {
    const result = stateOf(block, object, state);
    for (const [name, extra] of extras) {
      const known = state[name] === UNKNOWN ? undefined : state[name];
      const shown = await extra.read(context, object, known);
      if (shown !== undefined) result[name] = shown;
    }
    return result;
  }

  /** Writes what has an address of its own; after a failure the state says what was there before. */
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

    async create(context, planned) {
      const path = table.createPath?.(planned) ?? table.apiType;
      const draft = draftOf(table, planned, null);
      const created = await createOrFind(context.client, noun, path, draft, table.twin?.(planned));
      const state = settle(planned, stateOf(block, created, planned)) as PlainObject;
      await writeExtras(context, state, planned, null);
      if (!table.include) return state;
      try {
        const object = await context.client.get(pathTo(created.data.id), query);
        return settle(planned, stateOf(block, object, planned)) as PlainObject;
      } catch (error) {
        throw new PartialError(state, error);
      }
    },

    async read(context, state) {
      const object = await context.client.find(pathTo(state.id), query);
      return object && read(context, object, state);
    },

    async update(context, prior, planned) {
      const path = pathTo(prior.id);
      const draft = draftOf(table, planned, prior);
      const state = await context.serially(path, async () => {
        if (isEmpty(draft)) return settle(planned, prior) as PlainObject;
        const object = await context.client.update(path, { ...draft, id: String(prior.id) });
        return settle(planned, stateOf(block, object, prior)) as PlainObject;
      });
      await writeExtras(context, state, planned, prior);
      return state;
    },

    async delete(context, state) {
      const path = pathTo(state.id);
      if (table.delete) return table.delete(context, path);
      await context.client.delete(path);
    },

    async import(context, id) {
      const object = await context.client.find(pathTo(id), query);
      return object && read(context, object, {});
    },
  };
}
