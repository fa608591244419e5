import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Server, ServerCredentials } from "@grpc/grpc-js";
import { temporaryFolder } from "../../files/places.js";
import type { Address, Environment } from "./handshake.js";

export interface Listening extends Address {
  /** Removes the socket's file, and its folder where it has one of its own. */
  cleanUp(): void;
}

/** A socket's name where its folder has nothing else. */
const NAME = "plugin.sock";

/** Bytes that the path of a socket may have: macOS allows 103, Linux 107. Node.js cuts longer ones off without a word. */
const LONGEST_PATH = 103;

const PREFIX = "plugin-";

/** A folder for the socket: in TMPDIR, or in /tmp where TMPDIR is too deep, as that of an agent's task may be. */
function ownFolder(): string {
  const path = join(tmpdir(), `${PREFIX}XXXXXX`, NAME);
  return Buffer.byteLength(path) <= LONGEST_PATH ? temporaryFolder(PREFIX) : temporaryFolder(PREFIX, "/tmp");
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
  const folder = given ?? ownFolder();
  const path = join(folder, given === null ? NAME : `plugin-${randomBytes(8).toString("hex")}.sock`);
  await bind(server, `unix:${path}`, credentials);
  const cleanUp = () => rmSync(given === null ? folder : path, { recursive: true, force: true });
  return { network: "unix", address: path, cleanUp };
}

function bind(server: Server, address: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error ? reject(error) : resolve(port)));
  });
}
