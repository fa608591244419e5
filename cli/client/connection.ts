import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { checkFolder } from "../../files/folder-trust.js";
import { baseUrlOf, ScalrClient } from "../../provider/client/index.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";

/** Where scalr.io, local or not, is reached, and with which token. */
export interface Connection {
  /** Such as `http://127.0.0.1:7878`, without a slash at its end. */
  readonly url: string;
  readonly token: string;
  /** The data folder of the simulator that it was learnt from; undefined when the environment named it. */
  readonly dataDir?: string;
}

/** What a running simulator leaves in its data folder (`server.json`) for the command line to find. */
export interface ServerInfo {
  readonly url: string;
  readonly httpsUrl?: string;
  readonly pid: number;
}

export const serverFile = "server.json";
export const tokenFile = "admin-token";
export const defaultDataDir = ".scalr-sandbox";

/** The flag of every command that talks to a simulator. */
export const connectionOptions = {
  dataDir: {
    type: "string",
    describe: `Data folder of the simulator to use (default: ${defaultDataDir} here or in a folder above)`,
  },
} as const;

/**
 * SCALR_HOSTNAME and SCALR_TOKEN when set; else the simulator whose data folder is named or found here or above.
 */
export function connection(context: Context, dataDir: string | undefined): Connection {
  const { SCALR_HOSTNAME: hostname, SCALR_TOKEN: token } = context.env;
  if (hostname && dataDir === undefined) {
    if (!token) {
      throw new CliError(
        "unauthorised",
        `SCALR_HOSTNAME is ${hostname} and SCALR_TOKEN is not set. Set both, or neither.`,
      );
    }
    return { url: baseUrlOf(hostname), token };
  }
  const folder = dataDir === undefined ? findDataDir(context.cwd) : dataFolder(context.cwd, dataDir);
  const info = folder === undefined ? undefined : readServerInfo(folder);
  if (folder === undefined || info === undefined) {
    throw new CliError(
      "cannotConnect",
      `No simulator is running from ${folder ?? `a ${defaultDataDir} folder in ${context.cwd} or above`}. ` +
        "Start one with `scalr-sandbox up`, or set SCALR_HOSTNAME and SCALR_TOKEN.",
    );
  }
  return { url: info.url, token: token || readToken(folder), dataDir: folder };
}

/** Like `connection`, but undefined where there is nothing to connect to. */
export function connectionIfAny(context: Context, dataDir: string | undefined): Connection | undefined {
  try {
    return connection(context, dataDir);
  } catch (error) {
    if (error instanceof CliError && error.exit === "cannotConnect" && dataDir === undefined)
      return undefined;
    throw error;
  }
}

/** A client of what `connection` finds. Nobody waits for a server that is not there: refused is refused. */
export function connect(context: Context, dataDir: string | undefined): ScalrClient {
  const { url, token } = connection(context, dataDir);
  return new ScalrClient({ baseUrl: url, token, signal: context.signal, retry: { limit: 1 } });
}

/**
 * A data folder by its path. What it says decides where tokens are sent, so it has to be this user's.
 * @throws UnsafeFolderError
 */
export function dataFolder(...path: string[]): string {
  const folder = resolve(...path);
  if (existsSync(folder)) checkFolder(folder, "own");
  return folder;
}

/** The data folder in a folder or above it that holds a file: by default, that of a running simulator. */
export function findDataDir(from: string, file = serverFile): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const candidate = join(folder, defaultDataDir);
    if (existsSync(join(candidate, file))) return dataFolder(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

function readServerInfo(folder: string): ServerInfo | undefined {
  const path = join(folder, serverFile);
  if (!existsSync(path)) return undefined;
  const info = jsonOf(readFileSync(path, "utf8")) as Partial<ServerInfo> | null;
  const isAddress = (url: unknown) => typeof url === "string" && /^https?:\/\/[^/?#@]+$/.test(url);
  if (isAddress(info?.url) && (info?.httpsUrl === undefined || isAddress(info.httpsUrl)))
    return info as ServerInfo;
  throw new CliError(
    "dataFolder",
    `${path} does not say where the simulator is: it was not written by \`scalr-sandbox up\`. Delete it, and start ` +
      "the simulator again.",
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readToken(folder: string): string {
  const path = join(folder, tokenFile);
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    throw new CliError("unauthorised", `The token ${path} cannot be read: ${(error as Error).message}`);
  }
}
