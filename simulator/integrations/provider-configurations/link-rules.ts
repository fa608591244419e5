import { naming } from "../../core/refusals.js";
import { type ConfigurationFacts, isAlias } from "./resolution-rules.js";

/** A link of a workspace, with what it leads to. */
export interface Linked {
  readonly alias?: string | null;
  readonly configuration: Pick<ConfigurationFacts, "id" | "name" | "providerName">;
}

/** Why a workspace cannot be linked so beside its other links, or null: a program takes one configuration for each provider and alias. */
export function aliasFault({ alias, configuration }: Linked, others: readonly Linked[]): string | null {
  if (alias && !isAlias(alias))
    return (
      `'${alias.slice(0, 40)}' is not an alias that a provider block can have. It is letters, digits, '_' and '-', begins with a ` +
      "letter or '_', and has at most 128 characters."
    );
  const other = others.find(
    (each) =>
      each.configuration.providerName === configuration.providerName &&
      (each.alias || null) === (alias || null),
  );
  if (other === undefined) return null;
  const how = alias ? `under the alias '${alias}'` : "without an alias";
  return (
    `The workspace is linked to ${naming(other.configuration)} for provider '${configuration.providerName}' ${how} already. ` +
    `Link ${naming(configuration)} under another alias, or remove the other link.`
  );
}
