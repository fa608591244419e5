import { BOOL, type Plain, STRING, setOf, UNKNOWN } from "../../../engine/values/index.js";
import { type Json, ScalrApiError } from "../../client/index.js";
import {
  type AttributeDefinition,
  apiResource,
  everyoneOrSome,
  httpUrl,
  type Mapping,
  nestedFromApi,
  nestedToApi,
  nonEmpty,
  type PlainObject,
  sharedWith,
  toOne,
} from "../framework/index.js";
import { accountId, blank, id, name } from "../shared/common-attributes.js";

/** A pool with an address is serverless: the server calls the address when a run needs an agent. */
const webhook: Mapping = {
  fields: ["attributes/webhook-url", "attributes/webhook-enabled"],
  write: (value, draft) => {
    draft.attributes["webhook-enabled"] = value !== null;
    draft.attributes["webhook-url"] = value as Json;
  },
  read: ({ data }) => data.attributes["webhook-url"],
};

/** The API shows it whenever there is one environment; here it is what the configuration says, which the list says better. */
const singleEnvironment: Mapping = {
  ...toOne("environment", "environments"),
  read: (object, state) => (state ? toOne("environment", "environments").read(object, state) : undefined),
};

const header: Readonly<Record<string, AttributeDefinition>> = {
  name: { type: STRING, required: true, description: "Name of the header.", validate: [nonEmpty] },
  value: { type: STRING, required: true, description: "Value of the header." },
  sensitive: {
    type: BOOL,
    optional: true,
    computed: true,
    default: false,
    description: "Whether the API never shows the value.",
  },
};

/** A sensitive value reads back as an empty string: the state's stays. */
const headers: Mapping = {
  fields: ["attributes/webhook-headers"],
  write: (value, draft) => {
    draft.attributes["webhook-headers"] = (value as PlainObject[]).map((item) => nestedToApi(header, item));
  },
  read: ({ data }, state) => {
    const shown = data.attributes["webhook-headers"];
    if (shown === undefined) return undefined;
    const known = Array.isArray(state) ? (state as PlainObject[]) : [];
    return ((shown ?? []) as Record<string, Json>[]).map((item) => {
      const read = nestedFromApi(header, item);
      const before = read.sensitive
        ? known.find((h) => h.name === read.name && h.sensitive === true)
        : undefined;
      return before ? { ...read, value: before.value ?? null } : read;
    });
  },
};

/** `scalr_agent_pool` */
export const agentPool = apiResource({
  type: "scalr_agent_pool",
  noun: "agent pool",
  apiType: "agent-pools",
  listedBy: "agent-pool",
  twin: (planned) => ({ "filter[name]": String(planned.name) }),
  block: {
    description:
      "An agent pool: self-hosted agents that execute runs (R2), or that reach a VCS provider (R5).",
    attributes: {
      id,
      name: name("agent pool"),
      account_id: { ...accountId, deprecated: "The account is the token's." },
      api_gateway_url: {
        type: STRING,
        optional: true,
        description: "Address that Scalr calls when a run needs an agent. It makes the pool serverless.",
        validate: [httpUrl],
        api: webhook,
      },
      environment_id: blank("Id of the one environment that may use the pool.", {
        replace: true,
        deprecated: "Use the attribute environments.",
        api: singleEnvironment,
      }),
      environments: {
        type: setOf(STRING),
        optional: true,
        computed: true,
        linkable: true,
        initial: ["*"],
        description:
          'Ids of the environments that may use the pool, and nobody else; ["*"] for all of them (R3). Default: all, until a ' +
          "scalr_agent_pool_environment_access restricts it.",
        validate: [everyoneOrSome],
        api: sharedWith("is-shared", "environments", "environments"),
      },
      vcs_enabled: {
        type: BOOL,
        optional: true,
        computed: true,
        default: false,
        replace: true,
        description:
          "Whether its agents connect to VCS providers instead of executing runs (R5). A change replaces the pool.",
      },
    },
    blocks: {
      header: {
        nesting: "set",
        description: "A header of the calls to api_gateway_url.",
        attributes: header,
        api: headers,
      },
    },
  },

  validate(config) {
    if (isGiven(config.environment_id) && isGiven(config.environments)) {
      return [
        {
          summary: "Conflicting settings of an agent pool",
          detail: "environment_id and environments say the same thing. Keep environments.",
          attribute: "environment_id",
        },
      ];
    }
    return [];
  },

  plan(planned, { config, prior }) {
    // The deprecated attribute decides who can use the pool, so the list comes from the API.
    if (isGiven(config.environment_id) && !isGiven(config.environments) && prior === null)
      planned.environments = UNKNOWN;
  },

  /** R18: what stops linking to the pool in the same apply may be a moment later than its deletion. */
  async delete(context, path) {
    try {
      await context.client.delete(path);
    } catch (error) {
      const linked = error instanceof ScalrApiError && error.status === 409;
      if (!linked || !(await context.othersSettled())) throw error;
      await context.client.delete(path);
    }
  },
});

function isGiven(value: Plain | undefined): boolean {
  return value !== null && value !== undefined;
}
