/** The providers of one plan or apply: which configuration serves which resource, made and configured when needed. */
import type { Provider, ProviderFactories, Schema } from "../../provider.js";
import type { Mode } from "../address.js";
import type { Configuration, ProviderConfig, Resource, Span } from "../lang/index.js";
import type { Diag } from "../types.js";
import { formatProvider, impliedSource, parseProvider, twinSource } from "./address.js";

/** One configured provider: a source, and an alias where it has one. */
export interface ProviderUse {
  readonly source: string;
  readonly alias: string | undefined;
  /** `source` or `source.alias`: what graphs and tables know it by. */
  readonly id: string;
  /** Absent where the configuration has no block for it: then every argument is left out. */
  readonly config?: ProviderConfig;
}

export class ProviderPool {
  readonly #factories: ProviderFactories;
  readonly #config: Configuration;
  /** By source: made to be asked for schemas, never configured. */
  readonly #plain = new Map<string, Provider>();
  /** By id. */
  readonly #configured = new Map<string, Provider>();
  readonly #made = new Set<Provider>();

  constructor(factories: ProviderFactories, config: Configuration) {
    this.#factories = factories;
    this.#config = config;
  }

  source(localName: string): string {
    return this.#config.requiredProviders.get(localName)?.source ?? impliedSource(localName);
  }

  /** The configuration that a resource of this configuration uses. */
  useOf(resource: Pick<Resource, "type" | "provider">): ProviderUse {
    const name = resource.provider?.name ?? resource.type.split("_", 1)[0]!;
    return this.use(this.source(name), resource.provider?.alias);
  }

  use(source: string, alias: string | undefined): ProviderUse {
    const id = alias === undefined ? source : `${source}.${alias}`;
    const config = [...this.#config.providers.values()].find(
      (candidate) => candidate.alias === alias && sameSource(this.source(candidate.name), source),
    );
    return { source, alias, id, ...(config && { config }) };
  }

  /** What a state's provider text names; null when it names none. */
  useInState(text: string): ProviderUse | null {
    const reference = parseProvider(text);
    if (!reference) return null;
    // A state that the other tool wrote names its own registry: the configuration's address wins.
    const declared = [...this.#config.requiredProviders.values()].find((p) =>
      sameSource(p.source, reference.source),
    );
    return this.use(declared?.source ?? this.#known(reference.source) ?? reference.source, reference.alias);
  }

  #known(source: string): string | undefined {
    const twin = twinSource(source);
    for (const candidate of [source, twin]) {
      if (candidate !== null && this.#config.resources.size > 0) {
        for (const resource of this.#config.resources.values()) {
          if (this.useOf(resource).source === candidate) return candidate;
        }
      }
    }
    return undefined;
  }

  stateName({ source, alias }: ProviderUse): string {
    return formatProvider({ module: "", source, alias });
  }

  #factory(source: string): (() => Provider) | undefined {
    const twin = twinSource(source);
    return this.#factories[source] ?? (twin === null ? undefined : this.#factories[twin]);
  }

  has(source: string): boolean {
    return this.#factory(source) !== undefined;
  }

  /** A provider to ask for schemas and to upgrade states with. It must exist: see `has`. */
  plain(source: string): Provider {
    let provider = this.#plain.get(source);
    if (!provider) {
      provider = this.#make(source);
      this.#plain.set(source, provider);
    }
    return provider;
  }

  #make(source: string): Provider {
    const provider = this.#factory(source)!();
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
    const known = Object.keys(this.#factories).sort().join(", ");
    return {
      severity: "error",
      summary: "Provider not available",
      detail: `The embedded engine does not have the provider ${source}. It has: ${known}. Use --engine tofu for configurations with other providers.`,
      ...(span && { range: span.toJSON(), snippet: span.snippet }),
    };
  }
}

export function sameSource(a: string, b: string): boolean {
  return a === b || twinSource(a) === b;
}
