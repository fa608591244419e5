/** A plan as `tofu show -json` gives it, format 1.2. */

import { compareInstances } from "../addresses/address.js";
import type { Action, OutputChange, Plan, ResourceChange } from "../interfaces/types.js";
import { type Internals, schemaOf } from "../plan/internals.js";
import { inTree } from "../plan/module-tree-json.js";
import { LANGUAGE_VERSION } from "../state/state.js";
import { toJson, typeToJson, type Value } from "../values/index.js";
import { checksJson } from "./checks.js";
import { jsonChange, knownPart, sensitiveMask } from "./facets.js";
import { stateValues } from "./state-values.js";

const ACTIONS: Readonly<Record<Action, readonly string[]>> = {
  "no-op": ["no-op"],
  create: ["create"],
  read: ["read"],
  update: ["update"],
  delete: ["delete"],
  forget: ["forget"],
  "delete-then-create": ["delete", "create"],
  "create-then-delete": ["create", "delete"],
  "forget-then-create": ["forget", "create"],
};

/** A plan as `show -json` prints it. */
export function planJson(plan: Plan): object {
  const internals = plan.internal as Internals;
  const outputs = Object.fromEntries(
    plan.outputChanges.map((change) => [change.name, outputChangeJson(change)]),
  );
  const drift =
    plan.mode === "refresh-only" ? plan.drift : plan.drift.filter(({ action }) => action !== "no-op");
  const variables = [...internals.rawVariables].map(([name, value]) => [
    name,
    { value: knownPart(value.unmarkDeep()) ?? null },
  ]);
  const checks = checksJson(plan.checks);
  const prior = stateValues(plan);
  const hasPrior = "outputs" in prior || Object.keys(prior.root_module).length > 0;
  return {
    format_version: "1.2",
    terraform_version: LANGUAGE_VERSION,
    ...(variables.length > 0 && { variables: Object.fromEntries(variables) }),
    planned_values: plannedValues(plan),
    ...(drift.length > 0 && { resource_drift: drift.map(changeJson) }),
    ...(plan.changes.length > 0 && { resource_changes: plan.changes.map(changeJson) }),
    ...(plan.outputChanges.length > 0 && { output_changes: outputs }),
    ...(hasPrior && {
      prior_state: {
        format_version: "1.0",
        terraform_version: plan.priorState.terraform_version,
        values: prior,
      },
    }),
    configuration: internals.configuration,
    ...(internals.relevant.length > 0 && { relevant_attributes: internals.relevant }),
    ...(checks.length > 0 && { checks }),
    timestamp: plan.timestamp,
    errored: plan.errored ?? false,
  };
}

/** Of `planJson` what changes, and what the configuration says of it. */
export function planChangesJson(plan: Plan): object {
  const { configuration } = plan.internal as Internals;
  return { resource_changes: plan.changes.map(changeJson), configuration };
}

/** A member of `resource_changes`. */
export function changeJson(change: ResourceChange) {
  const { address, previousAddress, module, mode, type, name, key, deposed, provider, action, reason } =
    change;
  const replacing = ACTIONS[action].length > 1;
  const paths = change.requiresReplace.map((path) =>
    path.map((step) => ("attribute" in step ? step.attribute : "index" in step ? step.index : "")),
  );
  return {
    address,
    ...(previousAddress !== undefined && { previous_address: previousAddress }),
    ...(module !== "" && { module_address: module }),
    mode,
    type,
    name,
    ...(key !== undefined && { index: key }),
    provider_name: provider,
    ...(deposed !== undefined && { deposed }),
    change: {
      actions: ACTIONS[action],
      ...jsonChange(change.before, change.after),
      ...(change.after.isNull && { after: null, after_unknown: {} }),
      ...(replacing && paths.length > 0 && { replace_paths: paths }),
      ...(change.importing && { importing: change.importing }),
    },
    ...(reason && { action_reason: reason }),
  };
}

/** A member of `output_changes`. */
export function outputChangeJson({ action, before, after, sensitive }: OutputChange) {
  const plain = jsonChange(before.unmarkDeep(), after.unmarkDeep());
  return {
    actions: ACTIONS[action],
    ...plain,
    after_unknown: after.isWhollyKnown ? false : plain.after_unknown,
    before_sensitive: sensitive,
    after_sensitive: sensitive,
  };
}

/** What will be, as far as it is known. */
function plannedValues(plan: Plan) {
  const outputs = plan.outputChanges.filter(({ action }) => action !== "delete");
  const resources = plan.changes
    .filter(({ action, deposed }) => action !== "delete" && deposed === undefined)
    .toSorted(compareInstances)
    .map((change) => [change.module, resourceValues(plan, change)] as const);
  return {
    ...(outputs.length > 0 && {
      outputs: Object.fromEntries(outputs.map((change) => [change.name, plannedOutput(change)])),
    }),
    root_module: inTree(resources),
  };
}

function resourceValues(plan: Plan, change: ResourceChange) {
  return {
    address: change.address,
    mode: change.mode,
    type: change.type,
    name: change.name,
    ...(change.key !== undefined && { index: change.key }),
    provider_name: change.provider,
    schema_version: schemaOf(plan, change).version,
    ...knownValues(change.after),
    sensitive_values: sensitiveMask(change.after),
  };
}

/** Left out when nothing is known. */
function knownValues(after: Value) {
  const values = after.isNull ? undefined : knownPart(after.unmarkDeep());
  return values && Object.keys(values).length > 0 ? { values } : {};
}

function plannedOutput({ after, sensitive }: OutputChange) {
  const plain = after.unmarkDeep();
  return plain.isWhollyKnown
    ? { sensitive, type: typeToJson(plain.type), value: toJson(plain) }
    : { sensitive };
}
