/** Attributes that several resources have in the same form. */
import type { Resource } from "../client/index.js";
import { BOOL, listOf, objectOf, STRING, setOf } from "../values/index.js";
import type { AttributeDefinition } from "./framework/index.js";
import { type Mapping, nonEmpty, readOnly, toMany, toOne } from "./framework/index.js";

export const id: AttributeDefinition = { type: STRING, computed: true, description: "Id of the object." };

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
const creator: Mapping = {
  fields: ["relationships/created-by"],
  read: ({ data, included }) => {
    const ref = data.relationships["created-by"]?.data;
    if (ref === null) return [];
    const user = included.find((r: Resource) => r.type === "users" && ref && "id" in ref && r.id === ref.id);
    if (!user) return undefined;
    const { email = null, "full-name": fullName = null, username = null } = user.attributes;
    return [{ email, full_name: fullName, username }];
  },
};

export const createdBy: AttributeDefinition = {
  type: listOf(USER),
  computed: true,
  description: "The user who created it.",
  api: creator,
};

/** An attribute that the API alone sets. */
export function observed(
  type: AttributeDefinition["type"],
  description: string,
  api?: Mapping,
): AttributeDefinition {
  return { type, computed: true, description, ...(api && { api: readOnly(api) }) };
}

/** A switch with a default. */
export function flag(byDefault: boolean, description: string): AttributeDefinition {
  return { type: BOOL, optional: true, computed: true, default: byDefault, description };
}
