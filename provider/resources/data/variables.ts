/** Data sources of variables and sets of them. */

import { BOOL, objectOf, type Plain, STRING, setOf } from "../../../engine/values/index.js";
import { type Resource, toOneId } from "../../client/index.js";
import { type DataSource, toOne } from "../framework/index.js";
import { instant, updatedBy } from "../shared/common-attributes.js";
import { varSet } from "../variables/var-set.js";
import { variable } from "../variables/variable.js";
import { byAccount, byEnvironment, byId, byName, byText } from "./criteria.js";
import { type Criterion, lookup, objectList } from "./lookup.js";
import { pick } from "./shown.js";

const optionalText = { type: STRING, optional: true, computed: true } as const;

const byWorkspace: Criterion = {
  definition: { ...optionalText, description: "Id of the workspace.", api: toOne("workspace", "workspaces") },
  filter: "filter[workspace]",
  fits: (one, value) => toOneId(one, "workspace") === value,
};

const byCategory = byText("category", "Category: terraform, shell.", "filter[category]");

export const varSetData: DataSource = lookup({
  type: "scalr_var_set",
  noun: "variable set",
  apiType: "var-sets",
  description: "A variable set that another stack owns.",
  criteria: { id: byId, name: byName("variable set") },
  oneOf: ["id", "name"],
  attributes: pick(
    varSet,
    "account_id",
    "description",
    "environments",
    "owners",
    "updated_at",
    "updated_by_email",
  ),
});

export const variableData: DataSource = lookup({
  type: "scalr_variable",
  noun: "variable",
  apiType: "vars",
  label: "key",
  include: "updated-by",
  description: "A variable that another stack owns.",
  criteria: {
    id: byId,
    key: byText("key", "Its name.", "filter[key]"),
    category: byCategory,
    account_id: byAccount,
    environment_id: {
      ...byEnvironment,
      definition: { ...byEnvironment.definition, computed: true },
      fits: (one, value) => toOneId(one, "environment") === value,
    },
    workspace_id: byWorkspace,
  },
  oneOf: ["id", "key"],
  attributes: {
    ...pick(
      variable,
      "description",
      "final",
      "hcl",
      "sensitive",
      "updated_at",
      "updated_by",
      "updated_by_email",
    ),
    value: {
      type: STRING,
      computed: true,
      description: "Its value; empty if it is sensitive.",
      api: { fields: [], read: ({ data }) => data.attributes.value ?? "" },
    },
  },
});

const anyOf = (of: string, filter: string, read: (one: Resource) => Plain): Criterion => ({
  definition: {
    type: setOf(STRING),
    optional: true,
    description: `${of}. A variable of any of them matches.`,
  },
  filter,
  fits: (one, value) => (value as Plain[]).includes(read(one)),
});

const SHOWN = {
  account_id: STRING,
  category: STRING,
  description: STRING,
  environment_id: STRING,
  final: BOOL,
  hcl: BOOL,
  id: STRING,
  key: STRING,
  sensitive: BOOL,
  updated_at: STRING,
  updated_by: updatedBy.type,
  updated_by_email: STRING,
  value: STRING,
  workspace_id: STRING,
} as const;

export const variablesData: DataSource = objectList({
  type: "scalr_variables",
  noun: "variables",
  apiType: "vars",
  description: "The variables that match.",
  criteria: {
    account_id: byAccount,
    category: { ...byCategory, definition: { ...byCategory.definition, computed: false } },
    environment_ids: anyOf("Ids of environments", "filter[environment]", (one) =>
      toOneId(one, "environment"),
    ),
    keys: anyOf("Names", "filter[key]", (one) => one.attributes.key!),
    workspace_ids: anyOf("Ids of workspaces", "filter[workspace]", (one) => toOneId(one, "workspace")),
  },
  name: "variables",
  text: "The variables, without the values of sensitive ones.",
  shows: setOf(objectOf(SHOWN)),
  include: "updated-by",
  show: (one, included) => ({
    account_id: toOneId(one, "account") ?? "",
    category: one.attributes.category as string,
    description: (one.attributes.description as string | null) ?? "",
    environment_id: toOneId(one, "environment") ?? "",
    final: one.attributes.final === true,
    hcl: one.attributes.hcl === true,
    id: one.id,
    key: one.attributes.key as string,
    sensitive: one.attributes.sensitive === true,
    updated_at: instant("updated-at").read({ data: one, included }, undefined) ?? "",
    updated_by: updatedBy.api!.read({ data: one, included }, undefined) ?? [],
    updated_by_email: (one.attributes["updated-by-email"] as string | null) ?? "",
    value: (one.attributes.value as string | null) ?? "",
    workspace_id: toOneId(one, "workspace") ?? "",
  }),
});
