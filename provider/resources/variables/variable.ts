import { NUMBER, type Plain, STRING } from "../../../engine/values/index.js";
import {
  apiResource,
  attribute,
  type BlockDefinition,
  type Finding,
  kept,
  type ManagedResource,
  nonEmpty,
  oneOf,
  type PlainObject,
  toOne,
  unchanged,
} from "../framework/index.js";
import {
  accountId,
  emptyText,
  flag,
  id,
  instant,
  observed,
  requiredText,
  stamp,
  text,
  updatedBy,
} from "../shared/common-attributes.js";

const block: BlockDefinition = {
  description:
    "A variable that runs get: of the account, of an environment, of a workspace, or of a variable set.",
  attributes: {
    id,
    category: requiredText("terraform for an input variable, shell for an environment variable.", {
      replace: true,
      validate: [oneOf("terraform", "shell", "env")],
    }),
    key: requiredText("Its name."),
    account_id: accountId,
    description: emptyText("What it is for."),
    environment_id: text("Id of the environment whose runs get it.", {
      computed: true,
      api: toOne("environment", "environments"),
    }),
    final: flag(false, "Whether narrower scopes cannot override it."),
    force: {
      ...flag(false, "Whether a new final variable deletes the variables that it overrides."),
      api: kept,
    },
    hcl: flag(false, "Whether the value is an expression."),
    sensitive: flag(false, "Whether the API never shows the value."),
    value: {
      type: STRING,
      optional: true,
      computed: true,
      sensitive: true,
      default: "",
      sendsEmpty: true,
      description: "Its value. If it is not sensitive, readable_value shows it too.",
      api: {
        ...attribute("value"),
        read: ({ data }) => (data.attributes.sensitive === true ? undefined : data.attributes.value),
      },
    },
    value_wo: {
      type: STRING,
      optional: true,
      writeOnly: true,
      sentWith: "value_wo_version",
      description:
        "Its value, kept out of plans and states. Use it instead of value, and change value_wo_version to send it again.",
      api: { ...attribute("value"), read: () => null },
    },
    value_wo_version: {
      type: NUMBER,
      optional: true,
      description: "Any number. A change sends value_wo again.",
      api: kept,
    },
    var_set_id: text("Id of the variable set that it belongs to.", {
      replace: true,
      validate: [nonEmpty],
      api: toOne("var-set", "var-sets"),
    }),
    workspace_id: text("Id of the workspace whose runs get it.", {
      computed: true,
      api: toOne("workspace", "workspaces"),
    }),
    readable_value: {
      ...observed(STRING, "The value, if it is not sensitive."),
      follows: true,
      api: { fields: [], read: ({ data }) => data.attributes.value ?? null },
    },
    updated_at: stamp("When it was last changed.", instant("updated-at")),
    updated_by: updatedBy,
    updated_by_email: stamp("Email address of who last changed it."),
  },
};

/** A write-only value is in no state, although the API may show it. */
function hideWriteOnly(read: PlainObject, kept: Readonly<Record<string, unknown>>): void {
  const meta = kept.meta as { readonly is_write_only?: unknown } | undefined;
  // States of another origin have no private values, so the version decides.
  if (meta?.is_write_only !== true && (read.value_wo_version ?? null) === null) return;
  read.value = "";
  read.readable_value = null;
}

const common = {
  type: "scalr_variable",
  noun: "variable",
  block,
  upgrades: [unchanged, unchanged, unchanged],
} as const;

const held = apiResource({
  ...common,
  apiType: "vars",
  include: "updated-by",
  query: ({ force }) => (force === true ? { force: true } : {}),
});
const inSet = apiResource({ ...common, apiType: "var-set-variables" });

/** Variables of sets are objects of their own type in the API. */
const tableOf = (state: PlainObject) => ((state.var_set_id ?? null) === null ? held : inSet);

/** `scalr_variable` */
export const variable: ManagedResource = {
  ...held,
  validate: validateVariable,
  hides: hideWriteOnly,
  privateData: ({ value_wo: secret }) => ({ meta: { is_write_only: (secret ?? null) !== null } }),
  create: (context, planned, config) => tableOf(planned).create(context, planned, config),
  read: (context, state) => tableOf(state).read(context, state),
  update: (context, prior, planned, config) => tableOf(prior).update(context, prior, planned, config),
  delete: (context, state) => tableOf(state).delete(context, state),
  import: async (context, importId) =>
    (await held.import(context, importId)) ?? inSet.import(context, importId),
};

const isGiven = (value: Plain | undefined) => value !== null && value !== undefined;

/** Which attributes of a variable exclude or require each other. */
function validateVariable(config: PlainObject): readonly Finding[] {
  const findings: Finding[] = [];
  const fault = (attribute: string, summary: string, detail: string) =>
    findings.push({ summary, detail, attribute });
  if (isGiven(config.value) && isGiven(config.value_wo))
    fault("value_wo", "Two values for one variable", "Give value or value_wo, not both.");
  if (isGiven(config.value_wo_version) && !isGiven(config.value_wo)) {
    const detail =
      "value_wo_version says when value_wo has changed, but value_wo is not set. Set value_wo, or remove value_wo_version.";
    fault("value_wo_version", "A version without a write-only value", detail);
  }
  if (!isGiven(config.var_set_id)) return findings;
  for (const name of ["workspace_id", "environment_id"]) {
    const detail = `A variable of a set belongs to nothing else. Remove ${name} or var_set_id.`;
    if (isGiven(config[name])) fault(name, "Two owners of one variable", detail);
  }
  return findings;
}
