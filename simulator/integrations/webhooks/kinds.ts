import type { Notice } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";

/** The types of integrations that receive events of runs. */
export const KINDS = {
  webhook: "webhook-integrations",
  slack: "slack-integrations",
  "event-bridge": "aws-event-bridge-integrations",
} as const;

export type Kind = keyof typeof KINDS;

/** The types of stored calls. */
export type CallType = "webhook-integration-deliveries" | "notices";

/** The integration that a notice is of. */
export const integrationOf = (reader: Reader, { kind, integration }: Pick<Notice, "kind" | "integration">) =>
  reader.get(KINDS[kind], integration);
