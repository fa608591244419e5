import type { AgentPool, WebhookHeader } from "../core/entities.js";
import type { Fault, Json, ValueType } from "../core/values.js";

/** The headers of a serverless pool's webhook: how they are sent, stored and shown. */
export const WEBHOOK_HEADERS_TYPE: ValueType = {
  array: {
    object: {
      name: { type: "string", required: true },
      value: { type: "string", nullable: true },
      sensitive: { type: "boolean", nullable: true },
    },
  },
};

interface SentHeader {
  readonly name: string;
  readonly value?: string | null;
  readonly sensitive?: boolean | null;
}

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Why headers are invalid, or null. A value cannot start another header. */
export function webhookHeadersFault(headers: readonly SentHeader[]): Fault | null {
  for (const [index, { name, value }] of headers.entries()) {
    if (!HEADER_NAME.test(name))
      return { detail: `'${name}' is not the name of an HTTP header.`, at: [index, "name"] };
    if (/[\r\n\0]/.test(value ?? ""))
      return { detail: `The value of header '${name}' must not have line breaks.`, at: [index, "value"] };
  }
  return null;
}

/** A sensitive header keeps its value if a client sends it as it was shown, with the value "". */
export function storeWebhookHeaders(
  headers: readonly SentHeader[] | null,
  previous: Pick<AgentPool, "webhookHeaders"> | null,
): readonly WebhookHeader[] {
  return (headers ?? []).map(({ name, value, sensitive }) => {
    const known = previous?.webhookHeaders.find((header) => header.sensitive && header.name === name);
    const isSensitive = sensitive ?? false;
    return {
      name,
      value: isSensitive && !value && known ? known.value : (value ?? ""),
      sensitive: isSensitive,
    };
  });
}

/** A pool's headers as the API shows them: without the values of sensitive ones. */
export const showWebhookHeaders = ({ webhookHeaders }: Pick<AgentPool, "webhookHeaders">): Json =>
  webhookHeaders.map(({ name, value, sensitive }) => ({ name, value: sensitive ? "" : value, sensitive }));
