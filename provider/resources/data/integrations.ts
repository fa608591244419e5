/** Data sources of integrations. */

import type { DataSource } from "../framework/index.js";
import { eventBridgeIntegration } from "../integrations/event-bridge.js";
import { infracostIntegration } from "../integrations/infracost.js";
import { webhook } from "../integrations/webhook.js";
import { byAccount, byId, byName } from "./criteria.js";
import { type Criterion, lookup } from "./lookup.js";
import { asList, blockShown, pick } from "./shown.js";

/** For lists that the API cannot filter by name. */
const named = (noun: string): Criterion => {
  const { definition, fits } = byName(noun);
  return { definition, fits: fits! };
};

export const webhookData: DataSource = lookup({
  type: "scalr_webhook",
  noun: "webhook",
  apiType: "integrations/webhooks",
  description: "A webhook that another stack owns.",
  criteria: { id: byId, name: { ...byName("webhook"), filter: "query" }, account_id: byAccount },
  oneOf: ["id", "name"],
  attributes: {
    ...pick(webhook, "enabled", "environments", "last_triggered_at", "max_attempts", "timeout", "url"),
    events: asList(webhook, "events"),
    header: blockShown(webhook, "header"),
    secret_key: {
      ...pick(webhook, "secret_key").secret_key!,
      sensitive: true,
      deprecated: "Scalr never shows it.",
    },
  },
});

export const eventBridgeIntegrationData: DataSource = lookup({
  type: "scalr_event_bridge_integration",
  noun: "EventBridge integration",
  apiType: "integrations/aws-event-bridge",
  description: "An AWS EventBridge integration that another stack owns.",
  criteria: { id: byId, name: named("EventBridge integration") },
  oneOf: ["id", "name"],
  attributes: pick(
    eventBridgeIntegration,
    "aws_account_id",
    "event_source_arn",
    "event_source_name",
    "region",
  ),
});

export const infracostIntegrationData: DataSource = lookup({
  type: "scalr_integration_infracost",
  noun: "Infracost integration",
  apiType: "integrations/infracost",
  description: "An Infracost integration that another stack owns.",
  criteria: { id: byId, name: named("Infracost integration") },
  oneOf: ["id", "name"],
  attributes: pick(infracostIntegration, "environments"),
});
