import { formatProvider } from "../addresses/provider-address.js";
import type { ModuleCall, ProviderConfig, Resource } from "../language/index.js";
import type { Owner } from "./diagnostics.js";
import type { ProviderUse } from "./provider-pool.js";

/** The name of a module call in messages. */
export function callOwner(call: ModuleCall): Owner {
  return {
    context: `module ${JSON.stringify(call.name)}`,
    header: call.span,
    ...(call.constructPath !== undefined && { constructPath: call.constructPath }),
  };
}

/** The name of a resource or a data source in messages. */
export function resourceOwner(resource: Resource): Owner {
  const block = resource.mode === "data" ? "data" : "resource";
  return {
    context: `${block} ${JSON.stringify(resource.type)} ${JSON.stringify(resource.name)}`,
    header: resource.span,
    ...(resource.constructPath !== undefined && { constructPath: resource.constructPath }),
  };
}

/** The name of a provider configuration in messages. */
export function providerOwner(config: ProviderConfig): Owner {
  return { context: `provider ${JSON.stringify(config.name)}`, header: config.span };
}

/** The name of a provider in messages: `provider["registry.scalr.io/scalr/scalr"]`. */
export function addressOf({ module, source, alias }: ProviderUse): string {
  return formatProvider({ module, source, alias });
}
