import { formatProvider } from "../addresses/provider-address.js";
import type { ModuleCall, ProviderConfig, Resource } from "../language/index.js";
import type { Owner } from "./diagnostics.js";
import type { ProviderUse } from "./provider-pool.js";

/** How messages name a call of a module. */
export function callOwner(call: ModuleCall): Owner {
  return {
    context: `module ${JSON.stringify(call.name)}`,
    header: call.span,
    ...(call.constructPath !== undefined && { constructPath: call.constructPath }),
  };
}

/** How messages name a resource or a data source. */
export function resourceOwner(resource: Resource): Owner {
  const block = resource.mode === "data" ? "data" : "resource";
  return {
    context: `${block} ${JSON.stringify(resource.type)} ${JSON.stringify(resource.name)}`,
    header: resource.span,
    ...(resource.constructPath !== undefined && { constructPath: resource.constructPath }),
  };
}

/** How messages name the configuration of a provider. */
export function providerOwner(config: ProviderConfig): Owner {
  return { context: `provider ${JSON.stringify(config.name)}`, header: config.span };
}

/** How messages call a provider: `provider["registry.scalr.io/scalr/scalr"]`. */
export function addressOf({ module, source, alias }: ProviderUse): string {
  return formatProvider({ module, source, alias });
}
