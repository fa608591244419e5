import type { Entities, EntityType, WebhookHeader } from "../../core/entities.js";
import { camelCase } from "../../core/kept-types/fields.js";
import type { DataSpec } from "../../core/kept-types/spec.js";
import { DATA_TYPES } from "../../core/kept-types/table.js";

const withoutValues = (headers: readonly WebhookHeader[]) =>
  headers.map((header) => (header.sensitive ? { ...header, value: "" } : header));

/** The fields that events must not contain, by type: secrets, and values from which secrets could be derived. */
const SECRETS: { readonly [T in EntityType]?: (entity: Entities[T]) => Partial<Entities[T]> } = {
  "access-tokens": () => ({ hash: "" }),
  "agent-pools": ({ webhookHeaders }) => ({ webhookHeaders: withoutValues(webhookHeaders) }),
  "configuration-versions": () => ({ uploadKey: "" }),
  runs: ({ variables }) => ({
    variables: variables.map((variable) =>
      variable.sensitive === true ? { ...variable, value: "" } : variable,
    ),
  }),
  tasks: () => ({ jobTokenHash: null }),
  vars: ({ sensitive, value }) => ({ value: sensitive ? null : value }),
  "vcs-providers": () => ({ token: null }),
  "webhook-integrations": (webhook) => ({
    ...dataSecrets(webhook),
    headers: withoutValues(webhook.headers ?? []),
  }),
};

/** The secret fields of types that are kept as data, from their table. */
function dataSecrets(entity: Readonly<Record<string, unknown>>): Readonly<Record<string, null>> {
  const { secret = [], sensitiveValue }: Partial<DataSpec> =
    (DATA_TYPES as Readonly<Record<string, DataSpec>>)[entity.type as string] ?? {};
  const fields = secret.map(camelCase);
  if (sensitiveValue && entity.sensitive === true) fields.push("value");
  return Object.fromEntries(fields.map((field) => [field, null]));
}

/** The entity without its secrets. */
export function redact<T extends EntityType>(entity: Entities[T]): Entities[T] {
  const secrets = SECRETS[entity.type as T] as ((entity: Entities[T]) => Partial<Entities[T]>) | undefined;
  return { ...entity, ...(secrets ? secrets(entity) : dataSecrets(entity as never)) };
}
