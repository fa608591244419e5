import {
  ChannelCredentials,
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
} from "@grpc/grpc-js";
import { GO_PLUGIN, HEALTH } from "../../../provider/plugin/proto/go-plugin.js";
import { serviceOf } from "../../../provider/plugin/proto/service.js";
import { TFPLUGIN6 } from "../../../provider/plugin/proto/tfplugin6.js";
import type { Certificate } from "../../../provider/plugin/tls/certificate.js";
import type { Calls, Request, Response } from "../../../provider/plugin/wire/wire.js";

const services = {
  provider: serviceOf(TFPLUGIN6, "Provider"),
  controller: serviceOf(GO_PLUGIN, "GRPCController"),
  stdio: serviceOf(GO_PLUGIN, "GRPCStdio"),
  broker: serviceOf(GO_PLUGIN, "GRPCBroker"),
  health: serviceOf(HEALTH, "Health"),
};

/** A plugin's address, as the handshake tells it. */
export interface Target {
  readonly network: string;
  readonly address: string;
}

/** Both ends' proof of who they are: ours, and what the plugin said it would show. */
export interface Security {
  readonly own: Certificate;
  readonly plugin: Buffer;
}

/** A host's end of the connection. */
export class HostClient {
  readonly #client: Client;

  constructor(target: Target, security: Security | null) {
    const address = target.network === "unix" ? `unix:${target.address}` : target.address;
    const options = { "grpc.ssl_target_name_override": "localhost", "grpc.default_authority": "localhost" };
    this.#client = new Client(
      address,
      security ? credentialsOf(security) : ChannelCredentials.createInsecure(),
      options,
    );
  }

  /** A call of the provider protocol. */
  call<C extends keyof Calls>(name: C, request: Partial<Request<C>>): Promise<Response<C>> {
    return this.unary("provider", name, request) as Promise<Response<C>>;
  }

  unary(service: keyof typeof services, name: string, request: object): Promise<object> {
    const { path, requestSerialize, responseDeserialize } = services[service][name]!;
    return this.raw(path, requestSerialize(request as never)).then(responseDeserialize);
  }

  /** A call of any path, in bytes. */
  raw(path: string, request: Buffer): Promise<Buffer> {
    const same = (bytes: Buffer) => bytes;
    return new Promise((resolve, reject) => {
      this.#client.makeUnaryRequest(path, same, same, request, (error, answer) => {
        if (error) reject(error);
        else resolve(answer!);
      });
    });
  }

  /** What the plugin prints, until it ends. */
  stdio(): ClientReadableStream<{ channel: string; data: Buffer }> {
    const { path, requestSerialize, responseDeserialize } = services.stdio.StreamStdio!;
    return this.#client.makeServerStreamRequest(
      path,
      requestSerialize,
      responseDeserialize as never,
      {} as never,
    );
  }

  broker(): ClientDuplexStream<object, object> {
    const { path, requestSerialize, responseDeserialize } = services.broker.StartStream!;
    return this.#client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize as never);
  }

  close(): void {
    this.#client.close();
  }
}

function credentialsOf({ own, plugin }: Security): ChannelCredentials {
  const lines = plugin
    .toString("base64")
    .match(/.{1,64}/g)!
    .join("\n");
  const authority = `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  return ChannelCredentials.createSsl(
    Buffer.from(authority),
    Buffer.from(own.key),
    Buffer.from(own.certificate),
  );
}
