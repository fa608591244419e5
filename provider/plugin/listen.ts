import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Server, ServerCredentials } from "@grpc/grpc-js";
import { temporaryFolder } from "../../files/places.js";
import type { Address, Environment } from "./handshake.js";

export interface Listening extends Address {
  /** Removes the socket's file, and its folder where it has one of its own. */
  cleanUp(): void;
}

/** Listens where only this machine can connect: on a socket of its file system, on Windows on a loopback port. */
export async function listen(
  server: Server,
  credentials: ServerCredentials,
  env: Environment,
): Promise<Listening> {
  if (process.platform === "win32") {
    const port = await bind(server, "127.0.0.1:0", credentials);
    return { network: "tcp", address: `127.0.0.1:${port}`, cleanUp() {} };
  }
  const given = env.PLUGIN_UNIX_SOCKET_DIR || null;
  const folder = given ?? temporaryFolder("plugin-");
  const path = join(folder, `plugin-${randomBytes(8).toString("hex")}.sock`);
  await bind(server, `unix:${path}`, credentials);
  const cleanUp = () => rmSync(given === null ? folder : path, { recursive: true, force: true });
  return { network: "unix", address: path, cleanUp };
}

function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });
}
