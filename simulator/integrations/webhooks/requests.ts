/** How the call about an event is made, for each kind of integration. */
import { createHmac } from "node:crypto";
import type { EventCall, Notice, WebhookHeader } from "../../core/entities.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Reader } from "../../core/schema.js";
import type { AllowedHosts } from "../../platform/outgoing/guard.js";
import { customHeaders } from "../../platform/outgoing/post.js";
import { integrationOf } from "./kinds.js";
import { NOTICE_ATTEMPTS, NOTICE_TIMEOUT } from "./limit-rules.js";
import { secretsOf } from "./secrets.js";

/** The addresses of the calls for Slack and EventBridge, which are settings of the sandbox. */
export interface Endpoints {
  readonly slack?: string;
  readonly eventBridge?: string;
}

export interface EventRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly allowed: AllowedHosts;
  readonly mostAttempts: number;
  /** Texts to mask in the stored call. */
  readonly secrets: readonly string[];
}

/** `2020-11-25T00:43:38+0000`: as scalr.io writes the `Date` of its calls. */
const dateHeader = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}+0000`;

/** The documented signature: HMAC-SHA256 of the body followed by the `Date` header, in hexadecimal. */
const signatureOf = (key: string, body: string, date: string): string =>
  createHmac("sha256", key)
    .update(body + date)
    .digest("hex");

const OWN_HEADERS = ["date", "user-agent", "x-scalr-delivery-id", "x-signature"];

/** The call of a delivery at a moment, or null if its webhook was deleted or disabled. */
export function webhookRequest(
  reader: Reader,
  delivery: EventCall & { readonly webhook: string },
  now: number,
  allowed: AllowedHosts,
): EventRequest | null {
  const webhook = reader.get("webhook-integrations", delivery.webhook) as DataObject | undefined;
  if (webhook === undefined || !webhook.enabled) return null;
  const body = JSON.stringify(delivery.requestBody);
  const date = dateHeader(now);
  return {
    url: webhook.url,
    headers: {
      ...customHeaders((webhook.headers ?? []) as WebhookHeader[], OWN_HEADERS),
      "Content-Type": ["application/json"],
      Date: [date],
      "User-Agent": ["scalr-sandbox"],
      "X-Scalr-Delivery-Id": [delivery.id],
      ...(webhook.secretKey && { "X-Signature": [signatureOf(webhook.secretKey, body, date)] }),
    },
    body,
    timeout: webhook.timeout * 1_000,
    allowed,
    mostAttempts: webhook.maxAttempts,
    secrets: secretsOf(webhook),
  };
}

/** The address of a kind of notice, or undefined if the sandbox has none and only records the notice. */
export const endpointOf = (kind: Notice["kind"], { slack, eventBridge }: Endpoints): string | undefined =>
  kind === "slack" ? slack : eventBridge;

const NOTICE_HEADERS: Readonly<Record<Notice["kind"], Readonly<Record<string, readonly string[]>>>> = {
  slack: { "Content-Type": ["application/json; charset=utf-8"] },
  "event-bridge": {
    "Content-Type": ["application/x-amz-json-1.1"],
    "X-Amz-Target": ["AWSEvents.PutPartnerEvents"],
  },
};

/** The call of a notice, or null if its integration was deleted or disabled, or has no address any more. */
export function noticeRequest(reader: Reader, notice: Notice, endpoints: Endpoints): EventRequest | null {
  const integration = integrationOf(reader, notice);
  const url = endpointOf(notice.kind, endpoints);
  if (integration === undefined || integration.status === "disabled" || url === undefined) return null;
  return {
    url,
    headers: { ...NOTICE_HEADERS[notice.kind], "User-Agent": ["scalr-sandbox"] },
    body: JSON.stringify(notice.requestBody),
    timeout: NOTICE_TIMEOUT * 1_000,
    // The address is a setting of the sandbox.
    allowed: ["*"],
    mostAttempts: NOTICE_ATTEMPTS,
    secrets: [],
  };
}
