import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Address, Environment } from "./handshake.js";

export interface Listening extends Address {
  /** Removes the socket's file. */
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
  const path = join(env.PLUGIN_UNIX_SOCKET_DIR || tmpdir(), `plugin-${randomBytes(8).toString("hex")}.sock`);
  await bind(server, `unix:${path}`, credentials);
  return { network: "unix", address: path, cleanUp: () => rmSync(path, { force: true }) };
}

function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });
}
