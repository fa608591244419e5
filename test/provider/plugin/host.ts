import { onTestFinished } from "vitest";
import { proposeNew } from "../../../engine/objects/propose.js";
import type { Block, Provider, ProviderSchema, Schema } from "../../../engine/provider.js";
import { blockType } from "../../../engine/provider.js";
import { fromPlain, type Plain, toPlain, Value } from "../../../engine/values/index.js";
import { fromMsgpack, toMsgpack } from "../../../engine/values/msgpack/index.js";
import { startPlugin } from "../../../provider/plugin/server.js";
import { PrintedLines } from "../../../provider/plugin/services/printed.js";
import { createCertificate } from "../../../provider/plugin/tls/certificate.js";
import type { WireValue } from "../../../provider/plugin/wire/wire.js";
import type { PlainObject } from "../../../provider/resources/framework/index.js";
import { createScalrProvider } from "../../../provider/resources/index.js";
import { HostClient } from "./client.js";
import { schemaOf } from "./wire.js";

/** A resource instance as a host keeps it. */
export interface Kept {
  readonly type: string;
  readonly state: WireValue;
  readonly private: Uint8Array;
}

/** Keeps to the protocol as tofu does; knows of the provider what its schema says. */
export class PluginHost {
  private constructor(
    readonly client: HostClient,
    readonly schema: ProviderSchema,
  ) {}

  /** Serves a provider over mutual TLS and connects to it. */
  static async start(create: () => Provider = () => createScalrProvider({ env: {} })): Promise<PluginHost> {
    const own = createCertificate(new Date());
    const env = { PLUGIN_CLIENT_CERT: own.certificate };
    const plugin = await startPlugin({ create, env, printed: new PrintedLines() });
    const client = new HostClient(plugin.address, { own, plugin: plugin.certificate! });
    onTestFinished(async () => {
      client.close();
      plugin.end();
      await plugin.ended;
    });
    const schema = schemaOf(await client.call("GetProviderSchema", {}));
    return new PluginHost(client, schema);
  }

  async configure({ url, token }: { url: string; token: string }): Promise<void> {
    const config = this.providerConfig({ hostname: url, token });
    const { diagnostics } = await this.client.call("ConfigureProvider", {
      config,
      terraformVersion: "1.12.6",
    });
    if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  }

  providerConfig(config: PlainObject): WireValue {
    return wire(this.schema.provider.block, config);
  }

  /** A configuration or state of a resource type, in full. */
  value(type: string, value: PlainObject | null): WireValue {
    return wire(this.resource(type).block, value);
  }

  /** What a message holds, as plain data. */
  plain(type: string, value: WireValue | null | undefined): PlainObject | null {
    return toPlain(fromMsgpack(value!.msgpack!, blockType(this.resource(type).block))) as PlainObject | null;
  }

  dataConfig(type: string, config: PlainObject): WireValue {
    return wire(this.schema.dataSources[type]!.block, config);
  }

  data(type: string, value: WireValue | null | undefined): PlainObject | null {
    const { block } = this.schema.dataSources[type]!;
    return toPlain(fromMsgpack(value!.msgpack!, blockType(block))) as PlainObject | null;
  }

  plan(type: string, prior: Kept | null, config: PlainObject | null) {
    const { block } = this.resource(type);
    const valueType = blockType(block);
    const none = this.value(type, null);
    const priorState = prior?.state ?? none;
    const configured = config === null ? none : this.value(type, config);
    const proposed =
      config === null
        ? Value.null(valueType)
        : proposeNew(
            block,
            fromMsgpack(priorState.msgpack!, valueType),
            fromMsgpack(configured.msgpack!, valueType),
          );
    return this.client.call("PlanResourceChange", {
      typeName: type,
      priorState,
      proposedNewState: { msgpack: toMsgpack(proposed, valueType) },
      config: configured,
      ...(prior?.private && { priorPrivate: prior.private }),
    });
  }

  /** Plans and applies; what the plan and the apply said about errors is in the answer. */
  async apply(type: string, prior: Kept | null, config: PlainObject | null) {
    const planned = await this.plan(type, prior, config);
    const answer = await this.client.call("ApplyResourceChange", {
      typeName: type,
      priorState: prior?.state ?? this.value(type, null),
      plannedState: planned.plannedState!,
      config: this.value(type, config),
      plannedPrivate: planned.plannedPrivate!,
    });
    const kept: Kept = { type, state: answer.newState!, private: answer.private! };
    return { planned, diagnostics: answer.diagnostics, kept, plain: this.plain(type, answer.newState) };
  }

  resource(type: string): Schema {
    return this.schema.resources[type]!;
  }
}

/** What is not mentioned is null, and a block that is not there an empty list. */
function wire(block: Block, value: PlainObject | null): WireValue {
  const type = blockType(block);
  if (value === null) return { msgpack: toMsgpack(Value.null(type), type) };
  const blocks = Object.keys(block.blocks ?? {}).map((name): [string, Plain] => [name, []]);
  return { msgpack: toMsgpack(fromPlain({ ...Object.fromEntries(blocks), ...value }, type), type) };
}
