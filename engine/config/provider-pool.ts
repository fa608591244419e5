/** The providers of one plan or apply: which configuration serves which resource, made and configured when needed. */
import { inModule, type Mode } from "../addresses/address.js";
import { formatProvider, impliedSource, parseProvider, twinSource } from "../addresses/provider-address.js";
import type { Diag } from "../interfaces/diag.js";
import type { Provider, ProviderFactories, ProviderHost, Schema } from "../interfaces/provider.js";
import type { ModuleNode, ProviderConfig, Resource, Span } from "../language/index.js";

/** One configured provider: a source, and an alias where it has one. */
export interface ProviderUse {
  readonly source: string;
  readonly alias: string | undefined;
  /** The module that configures it, such as `module.a`; empty for the root. */
  readonly module: string;
  /** `source` or `source.alias`, behind the module: what graphs and tables know it by. */
  readonly id: string;
  /** Absent where the configuration has no block for it: then every argument is left out. */
  readonly config?: ProviderConfig;
}

/** The providers of one run: made when they are asked for, one for each configuration, and ended together. */
export class ProviderPool {
  readonly #factories: ProviderFactories;
  readonly #modules: ReadonlyMap<string, ModuleNode>;
  /** By source: made to be asked for schemas, never configured. */
  readonly #plain = new Map<string, Provider>();
  /** By id. */
  readonly #configured = new Map<string, Provider>();
  readonly #made = new Set<Provider>();

  constructor(
    factories: ProviderFactories,
    modules: ReadonlyMap<string, ModuleNode>,
    /** Of the providers; absent for that of the process. */
    private readonly env?: ProviderHost["env"],
  ) {
    this.#factories = factories;
    this.#modules = modules;
  }

  get #root(): ModuleNode {
    return this.#modules.get("")!;
  }

  /** What a module calls by the local name. */
  source(localName: string, { config }: ModuleNode = this.#root): string {
    return config.requiredProviders.get(localName)?.source ?? impliedSource(localName);
  }

  /** The configuration that a resource uses. */
  useOf(resource: Pick<Resource, "type" | "provider">, module: ModuleNode): ProviderUse {
    const name = resource.provider?.name ?? resource.type.split("_", 1)[0]!;
    return this.#resolve(module, this.source(name, module), resource.provider?.alias);
  }

  /** One of the root module. */
  use(source: string, alias: string | undefined): ProviderUse {
    return this.#resolve(this.#root, source, alias);
  }

  /** A module's own configuration, the one that its caller passes, or the caller's default one. */
  #resolve(module: ModuleNode, source: string, alias: string | undefined): ProviderUse {
    const is = (other: { readonly name: string; readonly alias?: string }) =>
      other.alias === alias && sameSource(this.source(other.name, module), source);
    const { caller } = module;
    const passed = caller?.call.providers.find(({ inChild }) => is(inChild));
    if (passed) {
      const { name, alias: theirs } = passed.inParent;
      return this.#resolve(caller!.module, this.source(name, caller!.module), theirs);
    }
    const config = [...module.config.providers.values()].find(is);
    if (config || !caller || alias !== undefined) return useOf(module.path, source, alias, config);
    return this.#resolve(caller.module, source, undefined);
  }

  /** What a state's provider text names; null when it names none. */
  useInState(text: string): ProviderUse | null {
    const reference = parseProvider(text);
    if (!reference) return null;
    const { source, alias, module } = reference;
    // A state that the other tool wrote names its own registry: the configuration's address wins.
    const known = this.#known(source) ?? source;
    if (module === "") return this.use(known, alias);
    const config = [...(this.#modules.get(module)?.config.providers.values() ?? [])].find(
      (p) => p.alias === alias && sameSource(this.source(p.name, this.#modules.get(module)!), source),
    );
    return useOf(module, known, alias, config);
  }

  #names: ReadonlySet<string> | undefined;

  #known(source: string): string | undefined {
    this.#names ??= new Set(
      [...this.#modules.values()].flatMap((module) => [
        ...[...module.config.requiredProviders.values()].map((required) => required.source),
        ...[...module.config.resources.values()].map((resource) => this.useOf(resource, module).source),
      ]),
    );
    return [source, twinSource(source)].find((name) => name !== null && this.#names!.has(name)) ?? undefined;
  }

  stateName({ module, source, alias }: ProviderUse): string {
    return formatProvider({ module, source, alias });
  }

  #factory(source: string): ProviderFactories[string] | undefined {
    const twin = twinSource(source);
    return this.#factories[source] ?? (twin === null ? undefined : this.#factories[twin]);
  }

  has(source: string): boolean {
    return this.#factory(source) !== undefined;
  }

  /** A provider to ask for schemas, and to read states with where nothing is configured. It must exist: see `has`. */
  plain(source: string): Provider {
    let provider = this.#plain.get(source);
    if (!provider) {
      provider = this.#make(source);
      this.#plain.set(source, provider);
    }
    return provider;
  }

  #make(source: string): Provider {
    const provider = this.#factory(source)!({ dir: this.#root.config.dir, env: this.env });
    this.#made.add(provider);
    return provider;
  }

  /** An unconfigured provider to be configured as the given one. */
  start(use: ProviderUse): Provider {
    const provider = this.#make(use.source);
    this.#configured.set(use.id, provider);
    return provider;
  }

  /** The configured provider; its node in the graph comes before all that use it. */
  configured(use: ProviderUse): Provider {
    const provider = this.#configured.get(use.id);
    if (!provider) throw new Error(`provider ${use.id} was used before it was configured`);
    return provider;
  }

  schema(source: string, mode: Mode, type: string): Schema | undefined {
    const { resources, dataSources } = this.plain(source).schema;
    const all = mode === "data" ? dataSources : resources;
    return Object.hasOwn(all, type) ? all[type] : undefined;
  }

  stop(): void {
    for (const provider of this.#made) provider.stop();
  }

  missing(source: string, span: Span | undefined): Diag {
    const known = Object.keys(this.#factories).sort();
    const type = source.split("/").at(-1)!;
    const meant = known.find((name) => name.endsWith(`/${type}`));
    const remedy =
      meant === undefined
        ? `It has: ${known.join(", ")}.`
        : `It has ${meant}: write source = "${meant}" for ${type} in required_providers.`;
    return {
      severity: "error",
      summary: "Provider not available",
      detail: `The embedded engine does not have the provider ${source}. ${remedy} Use --engine tofu for configurations with other providers.`,
      ...(span && { range: span.toJSON(), snippet: span.snippet }),
    };
  }
}

function useOf(
  module: string,
  source: string,
  alias: string | undefined,
  config: ProviderConfig | undefined,
): ProviderUse {
  const id = inModule(module, alias === undefined ? source : `${source}.${alias}`);
  return { source, alias, module, id, ...(config && { config }) };
}

/** Whether two sources name the same provider: both registries have it under one name. */
export function sameSource(a: string, b: string): boolean {
  return a === b || twinSource(a) === b;
}

/** The name of a provider in the configuration: its local name, with `.alias` if it has one. */
export function providerKeyOf(
  use: ProviderUse,
  resource: Resource,
): { readonly name: string; readonly key: string } {
  const name = use.config?.name ?? resource.provider?.name ?? resource.type.split("_", 1)[0]!;
  const key = use.alias === undefined ? name : `${name}.${use.alias}`;
  return { name, key: use.module === "" ? key : `${use.module}:${key}` };
}
