import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Provider } from "../../engine/provider.js";
import type { Address, Environment } from "./handshake.js";
import { listen } from "./listen.js";
import { GO_PLUGIN, HEALTH } from "./proto/go-plugin.js";
import { serviceOf } from "./proto/service.js";
import { TFPLUGIN6 } from "./proto/tfplugin6.js";
import { broker, controller, health, Lifetime, stdio } from "./services/go-plugin.js";
import type { PrintedLines } from "./services/printed.js";
import { providerService } from "./services/provider.js";
import { createCertificate } from "./tls/certificate.js";
import { Session } from "./wire/session.js";

export interface PluginOptions {
  readonly create: () => Provider;
  readonly env: Environment;
  readonly printed: PrintedLines;
  /** When the host's connection is gone. */
  readonly onHostGone?: () => void;
}

export interface Plugin {
  readonly address: Address;
  /** What the host must expect to be shown; null when it did not ask for encryption. */
  readonly certificate: Buffer | null;
  /** When the plugin no longer listens: after `end`, or when the host said so. Calls in flight are answered first. */
  readonly ended: Promise<void>;
  end(): void;
}

/** Serves one provider to one host. */
export async function startPlugin({ create, env, printed, onHostGone }: PluginOptions): Promise<Plugin> {
  // Schemas and states may be larger than gRPC's usual limit.
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const lifetime = new Lifetime();
  const end = () => lifetime.end();
  server.addService(serviceOf(TFPLUGIN6, "Provider"), providerService(new Session(create)));
  server.addService(serviceOf(GO_PLUGIN, "GRPCController"), controller(lifetime));
  server.addService(serviceOf(GO_PLUGIN, "GRPCBroker"), broker(lifetime));
  server.addService(serviceOf(GO_PLUGIN, "GRPCStdio"), stdio(printed, lifetime, onHostGone ?? end));
  server.addService(serviceOf(HEALTH, "Health"), health);

  const { credentials, certificate } = security(env);
  const { cleanUp, network, address } = await listen(server, credentials, env);
  const ended = new Promise<void>((resolve) => {
    lifetime.onEnd(() =>
      server.tryShutdown(() => {
        cleanUp();
        resolve();
      }),
    );
  });
  return { address: { network, address }, certificate, ended, end };
}

/** A host that passes its certificate wants both sides to prove who they are. */
function security(env: Environment): { credentials: ServerCredentials; certificate: Buffer | null } {
  const host = env.PLUGIN_CLIENT_CERT;
  if (!host) return { credentials: ServerCredentials.createInsecure(), certificate: null };
  const { der, certificate, key } = createCertificate(new Date());
  const pair = { cert_chain: Buffer.from(certificate), private_key: Buffer.from(key) };
  return { credentials: ServerCredentials.createSsl(Buffer.from(host), [pair], true), certificate: der };
}
