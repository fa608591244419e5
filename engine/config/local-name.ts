import type { Resource } from "../language/index.js";
import type { ProviderUse } from "./provider-pool.js";

/** How the configuration calls a provider: its local name, and `name.alias` where it has one. */
export function providerKeyOf(
  use: ProviderUse,
  resource: Resource,
): { readonly name: string; readonly key: string } {
  const name = use.config?.name ?? resource.provider?.name ?? resource.type.split("_", 1)[0]!;
  const key = use.alias === undefined ? name : `${name}.${use.alias}`;
  return { name, key: use.module === "" ? key : `${use.module}:${key}` };
}
