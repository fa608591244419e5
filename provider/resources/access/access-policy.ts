import { BOOL, STRING, setOf } from "../../../engine/values/index.js";
import { toOneId } from "../../client/index.js";
import {
  type AttributeDefinition,
  apiResource,
  type NestedDefinition,
  oneOf,
  type PlainObject,
  toMany,
} from "../framework/index.js";
import { id, observed, requiredText } from "../shared/common-attributes.js";

/** The relationships of a policy, by the `type` of a block. The API has one relationship for each type. */
const SCOPES = { workspace: "workspaces", environment: "environments", account: "accounts" };
const SUBJECTS = { user: "users", team: "teams", service_account: "service-accounts" };

const relationship = (kind: string) => kind.replaceAll("_", "-");

/** A block `{type, id}` for the one of several to-one relationships that is set. */
function end(description: string, kinds: Readonly<Record<string, string>>): NestedDefinition {
  const names = Object.keys(kinds);
  const attributes: Readonly<Record<string, AttributeDefinition>> = {
    type: requiredText(`What it is: ${names.join(", ")}.`, { replace: true, validate: [oneOf(...names)] }),
    id: requiredText("Id of the object.", { replace: true }),
  };
  return {
    nesting: "list",
    minItems: 1,
    maxItems: 1,
    description,
    attributes,
    api: {
      fields: names.map((kind) => `relationships/${relationship(kind)}`),
      write: (value, draft) => {
        const [item] = value as PlainObject[];
        const kind = String(item?.type);
        if (item)
          draft.relationships[relationship(kind)] = { data: { type: kinds[kind]!, id: String(item.id) } };
      },
      read: ({ data }) => {
        const kind = names.find((one) => toOneId(data, relationship(one)) !== null);
        return kind === undefined ? undefined : [{ type: kind, id: toOneId(data, relationship(kind)) }];
      },
    },
  };
}

/** `scalr_access_policy` */
export const accessPolicy = apiResource({
  type: "scalr_access_policy",
  noun: "access policy",
  apiType: "access-policies",
  block: {
    description:
      "Grants roles to a user, a team or a service account, in the account, an environment or a workspace (R21).",
    attributes: {
      id: { ...id, replace: true },
      role_ids: {
        type: setOf(STRING),
        required: true,
        description: "Ids of the roles.",
        api: toMany("roles", "roles"),
      },
      is_system: observed(BOOL, "Whether it is built in and cannot be changed."),
    },
    blocks: {
      scope: end("Where the roles are granted.", SCOPES),
      subject: end("Who gets the roles.", SUBJECTS),
    },
  },
});
