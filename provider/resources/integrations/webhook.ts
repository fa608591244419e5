import { NUMBER, STRING, setOf } from "../../../engine/values/index.js";
import type { Json } from "../../client/index.js";
import {
  type AttributeDefinition,
  apiResource,
  httpUrl,
  nestedFromApi,
  nestedToApi,
  type PlainObject,
  secret,
  toMany,
  unchanged,
} from "../framework/index.js";
import {
  accountId,
  environments,
  flag,
  id,
  name,
  observed,
  requiredText,
} from "../shared/common-attributes.js";

const webhookHeader: Readonly<Record<string, AttributeDefinition>> = {
  name: requiredText("Name of the header."),
  value: { type: STRING, required: true, description: "Its value." },
};

function count(byDefault: number, description: string): AttributeDefinition {
  return { type: NUMBER, optional: true, computed: true, default: byDefault, description };
}

/** `scalr_webhook` */
export const webhook = apiResource({
  type: "scalr_webhook",
  noun: "webhook",
  apiType: "webhook-integrations",
  path: "integrations/webhooks",
  upgrades: [unchanged],
  twin: (planned) => ({ query: String(planned.name) }),
  block: {
    description: "A webhook: Scalr calls an address when something happens to a run.",
    attributes: {
      id,
      name: name("webhook"),
      events: {
        type: setOf(STRING),
        required: true,
        description: "Events that it is called for: run:completed, run:errored, run:needs_attention.",
        api: toMany("events", "event-definitions"),
      },
      url: requiredText("Address that Scalr calls.", { validate: [httpUrl] }),
      account_id: accountId,
      enabled: flag(true, "Whether Scalr calls it."),
      environments: environments("webhook"),
      max_attempts: count(3, "Maximum number of attempts of a call."),
      secret_key: {
        type: STRING,
        optional: true,
        computed: true,
        sensitive: true,
        description: "Key that signs the calls.",
        api: secret("secret-key"),
      },
      timeout: count(15, "Timeout of a call, in seconds."),
      last_triggered_at: observed(STRING, "When it was last called."),
    },
    blocks: {
      header: {
        nesting: "set",
        description: "A header of its calls.",
        attributes: webhookHeader,
        api: {
          fields: ["attributes/headers"],
          write: (value, draft) => {
            const items = value as PlainObject[];
            draft.attributes.headers = items.map((item) => nestedToApi(webhookHeader, item));
          },
          read: ({ data }) =>
            ((data.attributes.headers ?? []) as Record<string, Json>[]).map((item) =>
              nestedFromApi(webhookHeader, item),
            ),
        },
      },
    },
  },
});
