/** `removed` blocks: what happens to objects that the configuration no longer declares. */
import {
  configModule,
  formatModule,
  formatResource,
  inModule,
  moduleCovers,
  type ResourceAddress,
} from "../addresses/address.js";
import type { Session } from "../evaluate/session.js";
import type { Removed } from "../language/index.js";

/** The block that is about a resource, in whichever module the block is. */
export function removedBlock(session: Session, resource: ResourceAddress): Removed | undefined {
  const module = configModule(resource.module);
  for (const { path, config } of session.analysis.modules.values()) {
    for (const block of config.removed) {
      const { from } = block;
      const outer = inside(path, formatModule(from.module));
      if (from.kind === "module" ? moduleCovers(outer, module) : names(outer, from, { ...resource, module }))
        return block;
    }
  }
  return undefined;
}

const inside = (path: string, module: string) => (module === "" ? path : inModule(path, module));

function names(
  module: string,
  { mode, type, name }: Omit<ResourceAddress, "module">,
  resource: ResourceAddress,
): boolean {
  return formatResource({ module, mode, type, name }) === formatResource(resource);
}
