import { formatProvider } from "../providers/address.js";
import type { ProviderUse } from "../providers/pool.js";

/** How messages call a provider: `provider["registry.scalr.io/scalr/scalr"]`. */
export function addressOf({ module, source, alias }: ProviderUse): string {
  return formatProvider({ module, source, alias });
}
