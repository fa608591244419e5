/** The attributes by which data sources look up objects. */

import { BOOL, type Plain, STRING, setOf } from "../../../engine/values/index.js";
import { type Resource, toManyIds, toOneId } from "../../client/index.js";
import { nonEmpty } from "../framework/index.js";
import { asAsked, type Criterion } from "./lookup.js";

const optional = { type: STRING, optional: true, computed: true } as const;

export const byId: Criterion = {
  definition: { ...optional, description: "Id of the object.", validate: [nonEmpty] },
};

/** The object's exact name. */
export function byName(noun: string): Criterion {
  return {
    definition: { ...optional, description: `Name of the ${noun}.`, validate: [nonEmpty] },
    filter: "filter[name]",
    fits: (one, value) => one.attributes.name === value,
  };
}

export const byAccount: Criterion = {
  definition: {
    ...optional,
    description: "Id of the account. Default: the token's.",
    api: toOneRead("account"),
  },
  filter: "filter[account]",
  fits: (one, value) => relatesTo(one, "account", value),
};

/** Whether the environment can use it: it is shared with all, or assigned to this one (R3). */
export const byUsableIn: Criterion = {
  definition: {
    type: STRING,
    optional: true,
    description: "Id of an environment that may use it (R3).",
    api: asAsked,
  },
  filter: "filter[environment]",
  fits: (one, value) =>
    one.attributes["is-shared"] === true || toManyIds(one, "environments").includes(String(value)),
};

/** A to-one relationship to the environment. */
export const byEnvironment: Criterion = {
  definition: {
    type: STRING,
    optional: true,
    description: "Id of the environment.",
    api: toOneRead("environment"),
  },
  filter: "filter[environment]",
  fits: (one, value) => relatesTo(one, "environment", value),
};

export const byPool: Criterion = {
  definition: {
    ...optional,
    description: "Id of the agent pool that it is linked to.",
    api: toOneRead("agent-pool"),
  },
  filter: "filter[agent-pool]",
  fits: (one, value) => relatesTo(one, "agent-pool", value),
};

export const byTags: Criterion = {
  definition: {
    type: setOf(STRING),
    optional: true,
    description: "Ids of tags. An object with any of them matches.",
  },
  filter: "filter[tag]",
  fits: (one, value) => toManyIds(one, "tags").some((tag) => (value as Plain[]).includes(tag)),
};

/** The API's own name filter, which also accepts `like:` and `in:`. */
export const byNameFilter: Criterion = {
  definition: {
    type: STRING,
    optional: true,
    description: 'Exact name, or "like:" and a part of it, or "in:" and names separated by commas.',
  },
  filter: "filter[name]",
};

/** A switch of the object. */
export function byFlag(attribute: string, description: string, filter?: string): Criterion {
  return {
    definition: { type: BOOL, optional: true, computed: true, description },
    ...(filter !== undefined && { filter }),
    fits: (one, value) => one.attributes[attribute] === value,
  };
}

/** The exact value of an attribute. The API filters by it if it can. */
export function byText(attribute: string, description: string, filter?: string): Criterion {
  return {
    definition: { ...optional, description },
    ...(filter !== undefined && { filter }),
    fits: (one, value) => one.attributes[attribute] === value,
  };
}

function toOneRead(name: string) {
  return {
    fields: [`relationships/${name}`],
    read: ({ data }: { data: Resource }) =>
      data.relationships[name]?.data === undefined ? undefined : toOneId(data, name),
  };
}

/** An attribute that the answer does not show counts as a match, because the API has filtered by it. */
function relatesTo(one: Resource, name: string, value: Plain): boolean {
  return one.relationships[name]?.data === undefined || toOneId(one, name) === value;
}
