import type { ValueType } from "../../core/values.js";
import { linkageSchema, type Schema, valueSchema } from "./schemas.js";

/**
 * Request bodies that no declaration describes (E25). The command line of scalr.io is generated from these schemas, also for
 * operations that the sandbox answers with 501. The members are those that official clients send.
 */
type Body =
  /** A plain JSON object. */
  | { readonly members: Readonly<Record<string, ValueType>>; readonly required?: readonly string[] }
  /** A JSON:API document of a resource object. */
  | {
      readonly type: string;
      readonly attributes?: Readonly<Record<string, ValueType>>;
      readonly required?: readonly string[];
      readonly links?: Readonly<Record<string, readonly ["to-one" | "to-many", string]>>;
    }
  /** The identifiers of a relationship. */
  | { readonly linkage: string };

const COMMENT: Body = { members: { comment: "string" } };
const USERS: Body = { linkage: "users" };
const PROVIDER_LINK: Body = {
  type: "module-test-provider-configuration-links",
  links: { "provider-configuration": ["to-one", "provider-configurations"] },
};

/** By operationId. */
const BODIES: Readonly<Record<string, Body>> = {
  add_sso_bypass_users: USERS,
  assume_service_account: {
    members: { "id-token": "string", "service-account-email": "string", lifetime: "integer" },
    required: ["id-token", "service-account-email"],
  },
  cancel_run: COMMENT,
  create_module_test_provider_configuration_link: PROVIDER_LINK,
  create_vcs_task: { members: { branch: "string", "commit-sha": "string", "repository-id": "string" } },
  delete_sso_bypass_users: USERS,
  discard_run: COMMENT,
  force_run: COMMENT,
  invite_user_to_account: {
    type: "users",
    attributes: { email: "string", "send-invite": "boolean" },
    required: ["email"],
    links: { roles: ["to-many", "roles"], teams: ["to-many", "teams"] },
  },
  replace_sso_bypass_users: USERS,
  resync_module: { members: {} },
  update_module_test_provider_configuration_link: PROVIDER_LINK,
};

const membersSchema = (members: Readonly<Record<string, ValueType>>, required: readonly string[] = []) => ({
  type: "object",
  properties: Object.fromEntries(
    Object.entries(members).map(([name, type]) => [name, valueSchema(type, !required.includes(name), false)]),
  ),
  ...(required.length > 0 && { required }),
});

function schemaOf(body: Body): Schema {
  if ("members" in body) return { ...membersSchema(body.members, body.required), additionalProperties: true };
  if ("linkage" in body)
    return {
      type: "object",
      required: ["data"],
      properties: { data: linkageSchema({ kind: "to-many", target: body.linkage as never }) },
    };
  const links = Object.entries(body.links ?? {}).map(([name, [kind, target]]) => [
    name,
    { type: "object", properties: { data: linkageSchema({ kind, target: target as never }) } },
  ]);
  return {
    type: "object",
    required: ["data"],
    properties: {
      data: {
        type: "object",
        required: ["type", ...(body.required ? ["attributes"] : [])],
        properties: {
          type: { type: "string", enum: [body.type] },
          ...(body.attributes && { attributes: membersSchema(body.attributes, body.required) }),
          relationships: { type: "object", properties: Object.fromEntries(links) },
        },
      },
    },
  };
}

/** The request schema of an operation, or undefined if its declaration has it. */
export function bodySchemaOf(operationId: string): Schema | undefined {
  const body = Object.hasOwn(BODIES, operationId) ? BODIES[operationId] : undefined;
  return body && schemaOf(body);
}
