/** The modules of a configuration: the root, and every module that is called, once for each call. */
import { joinModule } from "../../addresses/address.js";
import type { Configuration, ModuleCall } from "./model.js";

export interface ModuleNode {
  /** Such as `module.a.module.b`; empty for the root. */
  readonly path: string;
  readonly config: Configuration;
  /** Absent for the root. */
  readonly caller?: { readonly module: ModuleNode; readonly call: ModuleCall };
}

/** By path, callers before what they call. */
export function moduleTree(config: Configuration): ReadonlyMap<string, ModuleNode> {
  const found = new Map<string, ModuleNode>();
  const visit = (node: ModuleNode): void => {
    found.set(node.path, node);
    for (const call of node.config.moduleCalls.values()) {
      visit({
        path: joinModule(node.path, call.name),
        config: call.configuration,
        caller: { module: node, call },
      });
    }
  };
  visit({ path: "", config });
  return found;
}

/** The name of a module in messages. */
export function moduleTitle(path: string): string {
  return path === "" ? "the root module" : path;
}
