import { rmSync } from "node:fs";
import { temporaryFolder } from "../../files/places.js";
import { createScalrProvider, SCALR_PROVIDER_SOURCES } from "../resources/index.js";
import { PROTOCOL_VERSION } from "./handshake.js";
import { startPlugin } from "./server.js";
import { PrintedLines } from "./services/printed.js";

export interface Reattachable {
  /** Value of `TF_REATTACH_PROVIDERS`. */
  readonly variable: string;
  close(): Promise<void>;
}

/** Serves the provider in this process to any number of hosts, one after the other. */
export async function startReattachable(): Promise<Reattachable> {
  // Without certificates, so in a folder that no other user can enter.
  const folder = temporaryFolder("scalr-provider-");
  const plugin = await startPlugin({
    create: () => createScalrProvider(),
    env: { PLUGIN_UNIX_SOCKET_DIR: folder },
    printed: new PrintedLines(),
    onHostGone() {},
  });
  const { network, address } = plugin.address;
  const config = {
    Protocol: "grpc",
    ProtocolVersion: PROTOCOL_VERSION,
    Pid: process.pid,
    Test: true,
    Addr: { Network: network, String: address },
  };
  return {
    variable: JSON.stringify(Object.fromEntries(SCALR_PROVIDER_SOURCES.map((source) => [source, config]))),
    async close() {
      plugin.end();
      await plugin.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
