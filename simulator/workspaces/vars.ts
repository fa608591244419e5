import { ACCOUNT_LINK, byId, emailOf, userLink } from "../core/common.js";
import type { Variable } from "../core/entities.js";
import { conflict, invalidAttribute, invalidRelationship } from "../core/errors.js";
import { defineResource, type Input, type Operation } from "../core/resource.js";
import { holderText, keyFault } from "./variable-rules.js";
import { finalAbove, overriddenBy, refuseRevealing } from "./variables.js";

const flag = { type: "boolean", writable: true, default: false } as const;

const shellOrTerraform = (category: Variable["category"]) =>
  category === "terraform" ? "terraform" : "shell";

/** `force=true` in the query: a final variable deletes the variables that it overrides. */
const isForced = ({ params }: Operation) => /^(true|1)$/i.test(params.get("force") ?? "");

function checkVariable(op: Operation, next: Variable, input: Input<Variable>): void {
  const { reader } = op;
  const fault = keyFault(next.key, shellOrTerraform(next.category));
  if (fault !== null && input.given.has("key")) throw invalidAttribute("key", fault);
  const workspace = next.workspace === null ? undefined : reader.get("workspaces", next.workspace);
  if (workspace && next.environment !== null && workspace.environment !== next.environment) {
    throw invalidRelationship(
      "environment",
      `Workspace '${workspace.name}' (${workspace.id}) is not in environment '${next.environment}'.`,
    );
  }
  const other = reader
    .find("vars", "key", next.key)
    .find(
      (each) =>
        each.id !== next.id &&
        shellOrTerraform(each.category) === shellOrTerraform(next.category) &&
        holderText(each) === holderText(next),
    );
  if (other) {
    throw invalidAttribute(
      "key",
      `${holderText(next)} has a ${next.category} variable '${next.key}' already (${other.id}).`,
    );
  }
  const final = finalAbove(reader, next);
  if (final) {
    throw conflict(
      `Variable '${next.key}' is final in ${holderText(final)} (${final.id}) and cannot be overridden in ${holderText(next)}.`,
      "/data/attributes/key",
    );
  }
  if (!next.final) return;
  const overridden = overriddenBy(reader, next);
  if (overridden.length === 0 || isForced(op)) return;
  throw conflict(
    `Variable '${next.key}' cannot be final: it is set in ${overridden.map((each) => `${holderText(each)} (${each.id})`).join(", ")}. ` +
      "Delete it there, or send 'force=true' to have it deleted.",
    "/data/attributes/final",
  );
}

/** Deletes the variables that a forced final variable overrides. */
function deleteOverridden(op: Operation, variable: Variable): void {
  if (variable.final) for (const other of [...overriddenBy(op.reader, variable)]) op.remove(other);
}

/** Variables of the account, of an environment or of a workspace. Runs get them. */
export const vars = defineResource<"vars">({
  type: "vars",
  model: "Variable",
  idPrefix: "var",
  attributes: {
    key: {
      type: "string",
      writable: true,
      required: true,
      minLength: 1,
      maxLength: 255,
      emptyText: "Key cannot be empty.",
    },
    value: {
      type: "string",
      nullable: true,
      writable: true,
      field: "value",
      read: ({ sensitive, value }) => (sensitive ? null : value),
      pure: true,
    },
    category: { type: { enum: ["terraform", "shell", "env"] }, writable: "create", required: true },
    description: { type: "string", nullable: true, writable: true, maxLength: 1_000 },
    final: flag,
    hcl: flag,
    sensitive: flag,
    "updated-at": { type: "date-time", nullable: true },
    "updated-by-email": {
      type: "string",
      nullable: true,
      read: (variable, view) => emailOf(variable.updatedBy, view),
    },
  },
  relationships: {
    account: ACCOUNT_LINK,
    environment: { kind: "to-one", target: "environments", writable: true },
    workspace: { kind: "to-one", target: "workspaces", writable: true },
    "updated-by": userLink("updatedBy"),
  },
  filters: {
    var: byId(),
    key: { index: "key", values: (variable) => variable.key },
    category: { values: (variable) => variable.category },
    workspace: { index: "workspace", values: (variable) => variable.workspace },
    environment: { index: "environment", values: (variable) => variable.environment },
    account: { values: (variable) => variable.account },
  },
  sort: {
    key: (variable) => variable.key,
    category: (variable) => variable.category,
    "updated-at": (variable) => variable.updatedAt,
  },
  search: (variable) => [variable.key, variable.description],
  operations: {
    list: "variables:read",
    read: "variables:read",
    create: "variables:create",
    update: "variables:update",
    delete: "variables:delete",
  },
  initial: ({ services }) => ({ account: services.accountId }),
  hooks: {
    prepare(op, input, previous) {
      refuseRevealing(input, previous);
      const { category = previous?.category } = input.changes;
      return {
        ...input,
        changes: {
          ...input.changes,
          // E16: only the value of a Terraform variable is an expression; of others it is not, whatever was sent.
          ...(input.changes.hcl && category !== "terraform" && { hcl: false }),
          updatedAt: op.now,
          updatedBy: op.caller.user,
        },
      };
    },
    check: (op, next, _previous, input) => checkVariable(op, next, input),
    afterCreate: deleteOverridden,
    afterUpdate: deleteOverridden,
  },
});
