/** A call to a serverless pool's webhook. Its address and headers come from users, and its response is not trusted. */
import type { WebhookHeader } from "../../core/entities.js";
import type { AllowedHosts } from "../../platform/outgoing/guard.js";
import { customHeaders, post } from "../../platform/outgoing/post.js";
import type { Answer } from "./delivery-life.js";

/** Timeout of the whole call, in real milliseconds. */
const PATIENCE = 10_000;

/** The body of a call. */
export interface Call {
  readonly task_id: string;
  readonly action: "plan" | "apply";
  readonly run_id: string;
  readonly workspace_id: string;
  readonly environment_id: string;
  /** ISO 8601 */
  readonly created_at: string;
}

/** Calls the address once. Redirects are not followed. Never throws. */
export async function callWebhook(
  address: string,
  headers: readonly WebhookHeader[],
  call: Call,
  allowed: AllowedHosts,
  signal: AbortSignal,
): Promise<Answer> {
  const outcome = await post({
    url: address,
    headers: {
      ...customHeaders(headers, ["idempotency-key"]),
      "Content-Type": ["application/json"],
      "Idempotency-Key": [call.task_id],
      "User-Agent": ["scalr-sandbox"],
    },
    body: JSON.stringify(call),
    timeout: PATIENCE,
    allowed,
    signal,
  });
  if (outcome.accepted) return { accepted: true, responseStatus: outcome.answer.status };
  return { accepted: false, responseStatus: outcome.answer?.status ?? null, error: outcome.error };
}
