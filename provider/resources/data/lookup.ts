/** Data sources that look up one object by id or name, or a list of ids. */

import { type Plain, STRING, type Type } from "../../../engine/values/index.js";
import type { One, Query, Resource } from "../../client/index.js";
import {
  type AttributeDefinition,
  type Context,
  type DataSource,
  type Extra,
  type Mapping,
  type NestedDefinition,
  type PlainObject,
  UserError,
} from "../framework/index.js";
import { stateOf } from "../framework/object.js";

type Attributes = Readonly<Record<string, AttributeDefinition>>;

/** An attribute to look something up by. */
export interface Criterion {
  readonly definition: AttributeDefinition;
  /** The filter of the API for it. Absent: the API lists all. */
  readonly filter?: string;
  /** Whether a candidate matches. Absent: only the filter decides. */
  fits?(candidate: Resource, value: Plain): boolean;
}

export interface Lookup {
  readonly type: string;
  readonly noun: string;
  /** Where the objects are. */
  readonly apiType: string;
  readonly description: string;
  readonly include?: string;
  readonly criteria: Readonly<Record<string, Criterion>>;
  /** At least one of these must be given. */
  readonly oneOf?: readonly string[];
  readonly attributes: Attributes;
  readonly blocks?: Readonly<Record<string, NestedDefinition>>;
  /** Attributes with a path of their own, which are read in addition to the object. */
  readonly extras?: Readonly<Record<string, Extra>>;
  /** The attribute that names the objects in messages. Default: name. */
  readonly label?: string;
}

/** A data source that must find exactly one object. */
export function lookup(table: Lookup): DataSource {
  const { type, noun, apiType, description, criteria, oneOf = [], blocks, label = "name" } = table;
  const attributes = { ...definitionsOf(criteria), ...table.attributes };
  const block = { description, attributes, ...(blocks && { blocks }) };

  async function shownWhole(context: Context, object: One, config: PlainObject): Promise<PlainObject> {
    const state = stateOf(block, object, config);
    for (const [name, extra] of Object.entries(table.extras ?? {})) {
      const value = await extra.read(context, object, undefined);
      if (value !== undefined) state[name] = value;
    }
    return state;
  }

  return {
    type,
    noun,
    block,

    validate(config) {
      const given = oneOf.some((name) => (config[name] ?? null) !== null);
      if (oneOf.length === 0 || given) return [];
      const detail = `Set ${oneOf.join(" or ")} to select the ${noun}.`;
      return [{ summary: `Which ${noun} is meant?`, detail }];
    },

    async read(context, config) {
      const { client } = context;
      const query: Query = { include: table.include };
      if (typeof config.id === "string") {
        const found = await client.find(`${apiType}/${encodeURIComponent(config.id)}`, query);
        if (!found || !fits(criteria, found.data, config))
          throw new UserError(notFound(noun, criteria, config));
        return shownWhole(context, found, config);
      }
      const candidates = await client.list(apiType, queryOf(criteria, config));
      const matches = candidates.filter((one) => fits(criteria, one, config));
      if (matches.length === 0) throw new UserError(notFound(noun, criteria, config));
      if (matches.length > 1) {
        const some = matches.slice(0, 5).map((one) => `${JSON.stringify(one.attributes[label])} (${one.id})`);
        const rest = matches.length > some.length ? ` and ${matches.length - some.length} more` : "";
        throw new UserError(
          `${matches.length} of them match ${asked(criteria, config)}: ${some.join(", ")}${rest}. Add another attribute, or set id.`,
        );
      }
      // The list has no included objects, so one more call reads the object with them.
      const object = await client.get(`${apiType}/${encodeURIComponent(matches[0]!.id)}`, query);
      return shownWhole(context, object, config);
    },
  };
}

export interface ObjectList {
  readonly type: string;
  readonly noun: string;
  readonly apiType: string;
  readonly description: string;
  readonly criteria: Readonly<Record<string, Criterion>>;
  /** The attribute with the results. */
  readonly name: string;
  /** Its description. */
  readonly text: string;
  readonly shows: Type;
  /** Objects to include, for attributes that come from them. */
  readonly include?: string;
  show(one: Resource, included: readonly Resource[]): Plain;
}

/** A data source of all objects that match, which can be none. They are sorted by id. */
export function objectList(table: ObjectList): DataSource {
  const { type, noun, apiType, description, criteria, name, text, shows, include, show } = table;
  return {
    type,
    noun,
    block: {
      description,
      attributes: {
        ...definitionsOf(criteria),
        id: { type: STRING, computed: true, description: "The query as one text." },
        [name]: { type: shows, computed: true, description: text },
      },
    },
    async read({ client }, config) {
      const query = { ...queryOf(criteria, config), include };
      const { data: found, included } = await client.listWithIncluded(apiType, query);
      const matches = found.filter((one) => fits(criteria, one, config));
      const ordered = matches.sort((one, other) => (one.id < other.id ? -1 : 1));
      return { ...config, id: asked(criteria, config), [name]: ordered.map((one) => show(one, included)) };
    },
  };
}

/** A data source of the ids of all objects that match. */
export function idList({
  ids,
  ...table
}: Omit<ObjectList, "name" | "text" | "shows" | "show"> & {
  /** Type of `ids`: the official provider has a list in one place and a set in another. */
  readonly ids: Type;
}): DataSource {
  return objectList({ ...table, name: "ids", text: "The ids, sorted.", shows: ids, show: ({ id }) => id });
}

/** A resource's attribute as a data source shows it. */
export function shown(definition: AttributeDefinition, type: Type = definition.type): AttributeDefinition {
  const { description, api, default: byDefault } = definition;
  return {
    type,
    computed: true,
    // The value of the API's null.
    ...(byDefault === "" && { default: "" }),
    ...(description !== undefined && { description }),
    ...(api && { api: { fields: api.fields, read: api.read } }),
  };
}

/** The value as the configuration gives it, because the API's object does not show it or shows it in another form. */
export const asAsked: Mapping = { fields: [], read: (_object, state) => state ?? null };

function definitionsOf(criteria: Readonly<Record<string, Criterion>>): Attributes {
  return Object.fromEntries(Object.entries(criteria).map(([name, { definition }]) => [name, definition]));
}

function given(
  criteria: Readonly<Record<string, Criterion>>,
  config: PlainObject,
): { name: string; criterion: Criterion; value: Plain }[] {
  return Object.entries(criteria).flatMap(([name, criterion]) => {
    const value = config[name] ?? null;
    return value === null ? [] : [{ name, criterion, value }];
  });
}

function queryOf(criteria: Readonly<Record<string, Criterion>>, config: PlainObject): Query {
  return Object.fromEntries(
    given(criteria, config).flatMap(({ criterion: { filter }, value }) =>
      filter === undefined ? [] : [[filter, Array.isArray(value) ? `in:${value.join(",")}` : String(value)]],
    ),
  );
}

function fits(
  criteria: Readonly<Record<string, Criterion>>,
  candidate: Resource,
  config: PlainObject,
): boolean {
  return given(criteria, config).every(({ criterion, value }) => criterion.fits?.(candidate, value) ?? true);
}

function asked(criteria: Readonly<Record<string, Criterion>>, config: PlainObject): string {
  const texts = given(criteria, config).map(({ name, value }) => `${name} ${JSON.stringify(value)}`);
  return texts.join(", ") || "everything";
}

function notFound(noun: string, criteria: Readonly<Record<string, Criterion>>, config: PlainObject): string {
  return `There is no ${noun} with ${asked(criteria, config)}, or the token may not read it.`;
}
