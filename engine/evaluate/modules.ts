/** The instances of modules that there are, each with the values known in it. */

import type { InstanceKey } from "../addresses/address.js";
import { compareKeys, joinModule, moduleSteps } from "../addresses/address.js";
import type { ModuleNode } from "../language/index.js";
import { ConfigScope, type Here, hereFor, type Surroundings } from "./scope.js";
import { type Repetition, Store } from "./store.js";

export interface ModuleInstance {
  /** Such as `module.a[0]`; empty for the root. */
  readonly address: string;
  readonly node: ModuleNode;
  /** The instance that calls it. Absent for the root. */
  readonly parent?: ModuleInstance;
  readonly store: Store;
  readonly around: Surroundings;
  /** At the top of the module, outside of any block. */
  readonly scope: ConfigScope;
  /** Of the call's arguments: what they see in the calling module. */
  readonly here: Here;
}

/** The modules' instances, each with what is evaluated in it; they come to be as their calls are expanded. */
export class Modules {
  readonly root: ModuleInstance;
  readonly #byAddress = new Map<string, ModuleInstance>();
  readonly #byPath = new Map<string, ModuleInstance[]>();

  constructor(
    private readonly tree: ReadonlyMap<string, ModuleNode>,
    private readonly base: Omit<Surroundings, "config" | "node" | "store" | "path" | "root">,
  ) {
    this.root = this.#make("", tree.get("")!, {});
  }

  /** The same modules with nothing known of them. */
  blank(): Modules {
    return new Modules(this.tree, this.base);
  }

  #make(address: string, node: ModuleNode, here: Here, parent?: ModuleInstance): ModuleInstance {
    const store = new Store();
    const { config, path } = node;
    const around = { ...this.base, config, node, store, path, root: this.tree.get("")!.config.dir };
    const scope = new ConfigScope(around);
    const made = { address, node, ...(parent && { parent }), store, around, scope, here };
    this.#byAddress.set(address, made);
    const same = this.#byPath.get(node.path);
    if (same) same.push(made);
    else this.#byPath.set(node.path, [made]);
    return made;
  }

  /** The instances of a module of the configuration, as far as they are known. */
  of(path: string): readonly ModuleInstance[] {
    return this.#byPath.get(path) ?? [];
  }

  all(): Iterable<ModuleInstance> {
    return this.#byAddress.values();
  }

  get(address: string): ModuleInstance | undefined {
    return this.#byAddress.get(address);
  }

  /** Says which instances a call has. */
  expand(
    parent: ModuleInstance,
    node: ModuleNode,
    how: { readonly repetition: Repetition; readonly keysKnown: boolean },
    instances: ReadonlyMap<InstanceKey, Here>,
  ): void {
    const { name } = node.caller!.call;
    const stores = new Map<InstanceKey, Store>();
    for (const [key, here] of [...instances].sort(([a], [b]) => compareKeys(a, b))) {
      const address = joinModule(parent.address, name, key);
      const made = this.#byAddress.get(address) ?? this.#make(address, node, here, parent);
      stores.set(key, made.store);
    }
    parent.store.modules.set(name, { ...how, instances: stores });
  }

  /** An instance that maybe only the state knows; undefined where the configuration has no such module. */
  ensure(address: string): ModuleInstance | undefined {
    let at = this.root;
    for (const { name, key } of moduleSteps(address)) {
      const next = joinModule(at.address, name, key);
      const node = this.tree.get(joinModule(at.node.path, name));
      if (!node) return undefined;
      at = this.#byAddress.get(next) ?? this.#make(next, node, hereFor(key), at);
    }
    return at;
  }
}

interface InModules {
  readonly modules: Modules;
  readonly module: ModuleInstance;
}

/** The same session, inside of an instance of a module. */
export function inInstance<S extends InModules>(session: S, instance: ModuleInstance): S {
  if (instance === session.module) return session;
  return {
    ...session,
    module: instance,
    config: instance.node.config,
    store: instance.store,
    scope: instance.scope,
  };
}

/** Does something in every instance of a module. False when it failed in one. */
export function inEach<S extends InModules>(
  session: S,
  path: string,
  visit: (session: S) => boolean | Promise<boolean>,
): boolean | Promise<boolean> {
  if (path === "") return visit(inInstance(session, session.modules.root));
  const results = session.modules.of(path).map((instance) => visit(inInstance(session, instance)));
  if (results.every((result) => typeof result === "boolean")) return results.every(Boolean);
  return Promise.all(results).then((all) => all.every(Boolean));
}
