import { NUMBER, type Plain, STRING } from "../../../engine/values/index.js";
import { assumeServiceAccountPolicy } from "../access/assume-service-account-policy.js";
import { type DataSource, type PlainObject, toOne, UserError } from "../framework/index.js";
import { stateOf } from "../framework/object.js";
import { observed, requiredText } from "../shared/common-attributes.js";
import { byId, byName } from "./criteria.js";
import { readOnlyBlock } from "./shown.js";

const { claim_condition: conditions } = assumeServiceAccountPolicy.block.blocks!;
const byProvider = {
  ...byId.definition,
  description: "Id of the workload identity provider.",
  api: toOne("provider", "workload-identity-providers"),
};

const block = {
  description: "A policy that lets workloads use a service account.",
  attributes: {
    id: byId.definition,
    service_account_id: requiredText("Id of the service account.", {
      api: toOne("service-account", "service-accounts"),
    }),
    name: byName("policy").definition,
    provider_id: byProvider,
    created_at: observed(STRING, "When it was created."),
    created_by_email: observed(STRING, "Who created it."),
    maximum_session_duration: observed(NUMBER, "Maximum duration of a session, in seconds."),
  },
  blocks: { claim_conditions: readOnlyBlock(conditions!) },
};

const isGiven = (value: Plain | undefined): value is Plain => value !== null && value !== undefined;
const CRITERIA = ["id", "name", "provider_id"];

/** `scalr_assume_service_account_policy` */
export const assumeServiceAccountPolicyData: DataSource = {
  type: "scalr_assume_service_account_policy",
  noun: "assume service account policy",
  block,
  async read({ client }, config) {
    const account = String(config.service_account_id);
    const found = await client.list("assume-service-account-policies", {
      "filter[service-account]": account,
    });
    const fits = (state: PlainObject) =>
      CRITERIA.every((name) => !isGiven(config[name]) || state[name] === config[name]);
    const matches = found.map((data) => stateOf(block, { data, included: [] }, {})).filter(fits);
    const [match, ...others] = matches.map((state) => ({ ...state, service_account_id: account }));
    if (match && others.length === 0) return match;
    throw new UserError(
      `${matches.length} policies of service account ${account} match. Set name or id to select one.`,
    );
  },
};
