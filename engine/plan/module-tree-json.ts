/** Objects of many modules, as the tree of modules that plans and states in JSON have. */
import { formatModule, moduleSteps } from "../addresses/address.js";

export interface ModuleJson {
  readonly address?: string;
  resources?: unknown[];
  child_modules?: ModuleJson[];
}

/** @param objects each with the address of its module instance */
export function inTree(objects: readonly (readonly [module: string, object: unknown])[]): ModuleJson {
  const found = new Map<string, ModuleJson>([["", {}]]);
  const module = (address: string): ModuleJson => {
    let known = found.get(address);
    if (!known) {
      known = { address };
      found.set(address, known);
      module(formatModule(moduleSteps(address).slice(0, -1)));
    }
    return known;
  };
  for (const [address, object] of objects) {
    const into = module(address);
    into.resources ??= [];
    into.resources.push(object);
  }
  for (const address of [...found.keys()].sort()) {
    if (address === "") continue;
    const parent = found.get(formatModule(moduleSteps(address).slice(0, -1)))!;
    parent.child_modules ??= [];
    parent.child_modules.push(found.get(address)!);
  }
  return found.get("")!;
}
