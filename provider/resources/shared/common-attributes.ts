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

/** The name that objects of a type have to have. */
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

/** From the user that a read includes; what the state says stays where the answer includes none. */
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

/** An attribute that the API alone sets. */
export function observed(
  type: AttributeDefinition["type"],
  description: string,
  api?: Mapping,
): AttributeDefinition {
  return { type, computed: true, description, ...(api && { api: readOnly(api) }) };
}

/** When and by whom it was changed last: known again after a change. */
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

/** A text that may be left out. */
export function text(description: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return { type: STRING, optional: true, description, ...more };
}

/** A text that is empty where it is left out, as the official provider's states have it; the API has null there. */
export function blank(description: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return text(description, { computed: true, default: "", ...more });
}

/** A text that is empty where it is left out, in the API too. */
export function emptyText(description: string, more: Partial<AttributeDefinition> = {}): AttributeDefinition {
  return blank(description, { sendsEmpty: true, ...more });
}

/** A text that must be given and says something. */
export function requiredText(
  description: string,
  more: Partial<AttributeDefinition> = {},
): AttributeDefinition {
  return { type: STRING, required: true, description, validate: [nonEmpty], ...more };
}

/** The id of one other object, which must be given. */
export function linkTo(
  relationship: string,
  target: string,
  description: string,
  more: Partial<AttributeDefinition> = {},
): AttributeDefinition {
  return requiredText(description, { api: toOne(relationship, target), ...more });
}

/** Who may use it: environments, or `["*"]` for all of them. The API says who where it is not configured. */
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
