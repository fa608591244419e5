import type { Entities, EntityType } from "../../entities.js";

/** What an event must not tell, by type: secrets, and what secrets could be found out by. */
const SECRETS: { readonly [T in EntityType]?: (entity: Entities[T]) => Partial<Entities[T]> } = {
  "access-tokens": () => ({ hash: "" }),
  "agent-pools": ({ webhookHeaders }) => ({
    webhookHeaders: webhookHeaders.map((header) => (header.sensitive ? { ...header, value: "" } : header)),
  }),
  "configuration-versions": () => ({ uploadKey: "" }),
  runs: ({ variables }) => ({
    variables: variables.map((variable) =>
      variable.sensitive === true ? { ...variable, value: "" } : variable,
    ),
  }),
  tasks: () => ({ jobTokenHash: null }),
  "vcs-providers": () => ({ token: null }),
};

/** The entity without its secrets. */
export function redact<T extends EntityType>(entity: Entities[T]): Entities[T] {
  const secrets = SECRETS[entity.type as T] as ((entity: Entities[T]) => Partial<Entities[T]>) | undefined;
  return secrets === undefined ? entity : { ...entity, ...secrets(entity) };
}
