import { type Block, blockType, type Provider, type Schema } from "../../../engine/provider.js";
import type { ObjectType, Value } from "../../../engine/values/index.js";
import type { Calls, Request, Response, WireCapabilities, WireDeferred } from "./wire.js";

/** The object of a host's request does not exist. The message is for the user. */
export class HostError extends Error {}

/** The state of a plugin process: its provider, and the host's configuration of it. */
export class Session {
  provider: Provider;
  #configured = false;
  #stopped = false;
  #configUnknown = false;
  readonly #create: () => Provider;

  constructor(create: () => Provider) {
    this.#create = create;
    this.provider = create();
  }

  /**
   * A host configures a process of its own once. One that a developer started serves many commands after each other:
   * each gets a provider that knows nothing about the ones before.
   */
  configure(config: Value) {
    if (this.#configured || this.#stopped) this.provider = this.#create();
    this.#configured = true;
    this.#stopped = false;
    this.#configUnknown = !config.isWhollyKnown;
    return this.provider.configure(config);
  }

  stop(): void {
    this.#stopped = true;
    this.provider.stop();
  }

  /** Set where the host lets what needs the unknown configuration of the provider wait for a later plan. */
  deferred(capabilities: WireCapabilities | null | undefined): { deferred?: WireDeferred } {
    const may = this.#configUnknown && capabilities?.deferralAllowed === true;
    return may ? { deferred: { reason: "PROVIDER_CONFIG_UNKNOWN" } } : {};
  }

  get configType(): ObjectType {
    return blockType(this.provider.schema.provider.block);
  }

  resourceType(name: string): ObjectType {
    return blockType(find(this.provider.schema.resources, "resource type", name));
  }

  dataSourceType(name: string): ObjectType {
    return blockType(find(this.provider.schema.dataSources, "data source", name));
  }
}

function find(schemas: Readonly<Record<string, Schema>>, what: string, name: string): Block {
  if (!Object.hasOwn(schemas, name))
    throw new HostError(`The provider has no ${what} ${JSON.stringify(name)}.`);
  return schemas[name]!.block;
}

/** One call of the protocol: decodes the request, delegates to the provider, encodes its answer. */
export interface Rpc<C extends keyof Calls> {
  handle(session: Session, request: Request<C>): Response<C> | Promise<Response<C>>;
  /** What to say beside the error when the call cannot be answered, so that a state is not lost. */
  kept?(request: Request<C>): Partial<Response<C>>;
}
