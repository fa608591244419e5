import type { Notice } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";

/** Types of integrations that are told of events of runs, and what their calls are kept as. */
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
