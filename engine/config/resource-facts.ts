import { inModule } from "../addresses/address.js";
import type { Diag } from "../interfaces/diag.js";
import type { Schema } from "../interfaces/provider.js";
import type { ModuleNode, Resource } from "../language/index.js";
import { suggestion } from "../language/source/suggest.js";
import { errorDiag, type Owner, within } from "./diagnostics.js";
import { resourceOwner } from "./owners.js";
import type { ProviderPool, ProviderUse } from "./provider-pool.js";

/** A resource of the configuration, with its provider and what follows from the whole. */
export interface ResourceFacts {
  /** In the configuration, such as `module.a.null_resource.b`. */
  readonly address: string;
  readonly module: ModuleNode;
  readonly resource: Resource;
  readonly use: ProviderUse;
  readonly schema: Schema;
  readonly owner: Owner;
  /** Create before destroy, by its own setting or because something that depends on it has it. */
  createBeforeDestroy: boolean;
  /** Addresses of all resources that this one depends on, near and far, sorted. */
  dependencies: readonly string[];
  /** Managed resources that it names: changes to them delay the reading of a data source, whatever is known of them. */
  waitsFor: readonly string[];
}

/** What is told by the resource itself, or why it cannot be. */
export function factsOf(
  resource: Resource,
  module: ModuleNode,
  pool: ProviderPool,
): ResourceFacts | { readonly problem: Diag } {
  const use = pool.useOf(resource, module);
  const address = inModule(module.path, resource.address);
  const owner = resourceOwner(resource);
  if (!pool.has(use.source)) {
    return {
      problem: within(owner, [pool.missing(use.source, resource.provider?.span ?? resource.span)])[0]!,
    };
  }
  if (use.alias !== undefined && !use.config) {
    const name = `${resource.provider?.name}.${use.alias}`;
    return {
      problem: {
        ...errorDiag(
          "Provider configuration not present",
          module.path === ""
            ? `${address} uses the provider configuration ${name}, which is not declared. Add a provider ${JSON.stringify(resource.provider?.name)} block with alias = ${JSON.stringify(use.alias)}.`
            : `${address} uses the provider configuration ${use.source}.${use.alias}, which is neither declared nor passed to the module. Add it to the providers argument of the module's call.`,
          resource.provider?.span ?? resource.span,
        ),
        context: owner.context,
      },
    };
  }
  const schema = pool.schema(use.source, resource.mode, resource.type);
  if (!schema) {
    const { resources, dataSources } = pool.plain(use.source).schema;
    const what = resource.mode === "data" ? "data source" : "resource type";
    const known = Object.keys(resource.mode === "data" ? dataSources : resources);
    return {
      problem: {
        ...errorDiag(
          `Invalid ${what}`,
          `The provider ${use.source} does not support ${what} ${JSON.stringify(resource.type)}.${suggestion(resource.type, known)}`,
          resource.span,
        ),
        context: owner.context,
      },
    };
  }
  return {
    address,
    module,
    resource,
    use,
    schema,
    owner,
    createBeforeDestroy: false,
    dependencies: [],
    waitsFor: [],
  };
}
