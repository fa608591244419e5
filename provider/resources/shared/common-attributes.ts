/** Attributes that several resources have in the same form. */

import { BOOL, listOf, objectOf, STRING, setOf } from "../../../engine/values/index.js";
import type { Resource } from "../../client/index.js";
import type { AttributeDefinition } from "../framework/index.js";
import {
  everyoneOrSome,
  type Mapping,
  nonEmpty,
  readOnly,
  sharedWith,
  toMany,
  toOne,
} from "../framework/index.js";

export const id: AttributeDefinition = { type: STRING, computed: true, description: "Id of the object." };

/** The required name of an object. */
export function name(of: string): AttributeDefinition {
  return { type: STRING, required: true, description: `Name of the ${of}.`, validate: [nonEmpty] };
}

export const accountId: AttributeDefinition = {
  type: STRING,
  optional: true,
  computed: true,
  replace: true,
  description: "Id of the account. Default: the account of the token.",
  api: toOne("account", "accounts"),
};

export const tagIds: AttributeDefinition = {
  type: setOf(STRING),
  optional: true,
  computed: true,
  default: [],
  description: "Ids of its tags.",
  api: toMany("tags", "tags"),
};

const USER = objectOf({ email: STRING, full_name: STRING, username: STRING });

/** From the user that a read includes. The state's value stays if the answer includes none. */
function userOf(relationship: string): Mapping {
  return {
    fields: [`relationships/${relationship}`],
    read: ({ data, included }) => {
      const ref = data.relationships[relationship]?.data;
      if (ref === null) return [];
      const isIt = (one: Resource) => one.type === "users" && ref && "id" in ref && one.id === ref.id;
      const user = included.find(isIt);
      if (!user) return undefined;
      const { email = null, "full-name": fullName = null, username = null } = user.attributes;
      return [{ email, full_name: fullName, username }];
    },
  };
}

export const createdBy: AttributeDefinition = {
  type: listOf(USER),
  computed: true,
  description: "The user who created it.",
  api: userOf("created-by"),
};

export const updatedBy: AttributeDefinition = {
  type: listOf(USER),
  computed: true,
  follows: true,
  description: "The user who last changed it.",
  api: userOf("updated-by"),
};

/** An attribute that only the API sets. */
export function observed(
  type: AttributeDefinition["type"],
  description: string,
  api?: Mapping,
): AttributeDefinition {
  return { type, computed: true, description, ...(api && { api: readOnly(api) }) };
}

/** When and by whom it was last changed; unknown until a change is applied. */
export function stamp(description: string, api?: Mapping): AttributeDefinition {
  return { ...observed(STRING, description, api), follows: true };
}

/** A time, to the second as the official provider's states have it. */
export function instant(name: string): Mapping {
  return {
    fields: [`attributes/${name}`],
    read: ({ data }) => {
      const shown = data.attributes[name];
      return typeof shown === "string" ? shown.replace(/\.\d+(?=Z$)/, "") : (shown as null | undefined);
    },
  };
}

/** An optional text. */
export function text(description: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return { type: STRING, optional: true, description, ...more };
}

/** An optional text that is empty if it is unset, as in the official provider's states. The API has null. */
export function blank(description: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return text(description, { computed: true, default: "", ...more });
}

/** An optional text that is empty if it is unset, also in the API. */
export function emptyText(description: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return blank(description, { sendsEmpty: true, ...more });
}

/** A required text that is not empty. */
export function requiredText(
  description: string,
  more: Partial<AttributeDefinition> = {},
): AttributeDefinition {
  return { type: STRING, required: true, description, validate: [nonEmpty], ...more };
}

/** The required id of another object. */
export function linkTo(
  relationship: string,
  target: string,
  description: string,
  more: Partial<AttributeDefinition> = {},
): AttributeDefinition {
  return requiredText(description, { api: toOne(relationship, target), ...more });
}

/** The environments that can use it, or `["*"]` for all. If it is not configured, the API decides. */
export function environments(of: string): AttributeDefinition {
  return {
    type: setOf(STRING),
    optional: true,
    computed: true,
    description: `Ids of the environments that may use the ${of}; ["*"] for all of them.`,
    validate: [everyoneOrSome],
    api: sharedWith("is-shared", "environments", "environments"),
  };
}

/** Ids of the teams that own it. */
export const owners: AttributeDefinition = {
  type: setOf(STRING),
  optional: true,
  computed: true,
  description: "Ids of the teams that own it.",
  api: toMany("owners", "teams"),
};

/** A switch with a default. */
export function flag(byDefault: boolean, description: string): AttributeDefinition {
  return { type: BOOL, optional: true, computed: true, default: byDefault, description };
}
