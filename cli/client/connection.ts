import { existsSync, lstatSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { checkFolder, UnsafeFolderError } from "../../files/folder-trust.js";
import { type Proof, ProofKeyError, placeOf, proofOfFolder } from "../../files/proof.js";
import {
  baseUrlOf,
  proofFor,
  ScalrClient,
  TOKEN_SOURCES,
  type TokenSource,
  type TransportOptions,
  tokenText,
} from "../../provider/client/index.js";
import type { Context } from "../shell/command.js";
import { CliError } from "../shell/errors.js";
import { systemErrorText, systemReason } from "../shell/system-errors.js";
import { type Names, ruleOf } from "./connection-rules.js";

/** The address of scalr.io or a sandbox, and the token for it. */
export interface Connection {
  /** Such as `http://127.0.0.1:7878`, without a slash at its end. */
  readonly url: string;
  readonly token: string;
  readonly tokenFrom: TokenSource;
  /** The data folder of the simulator that it was learnt from; undefined when the environment named it. */
  readonly dataDir?: string;
  /** What the simulator of a known data folder has to prove before it gets the token. HTTPS is the proof where it is used. */
  readonly proof?: Proof;
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

/** SCALR_TOKEN without the line end that a file or a copy adds; "" if it is not set. */
export const environmentToken = ({ SCALR_TOKEN = "" }: NodeJS.ProcessEnv): string => SCALR_TOKEN.trim();

/**
 * Which sandbox a command uses, and with which token, by `CONNECTION_RULES`.
 * @throws CliError if it finds no sandbox, InvalidTokenError if it uses SCALR_TOKEN and that is not a possible token
 */
export function connection(context: Context, dataDir: string | undefined): Connection {
  const { SCALR_HOSTNAME: hostname = "" } = context.env;
  const token = environmentToken(context.env);
  const folder = folderOf(context, dataDir);
  const rule = ruleOf({
    dataDir: dataDir !== undefined,
    folder: folder !== undefined,
    hostname: !hostname ? "unset" : folder !== undefined && isAt(folder.info, hostname) ? "same" : "other",
    token: !token ? "unset" : token === folder?.token ? "same" : "other",
  });
  const names: Names = {
    url: folder?.url ?? "",
    hostname,
    ...(dataDir !== undefined && { where: resolve(context.cwd, dataDir) }),
  };
  if ("refused" in rule.use) throw new CliError(rule.use.refused, rule.says!(names));
  if (rule.says !== undefined) tellOnce(context, rule.says(names));
  if (rule.use.sandbox === "folder") return ofFolder(folder!.dataDir!, folder!);
  const used =
    rule.use.token === "folder" ? folder! : { token: tokenText(token), tokenFrom: TOKEN_SOURCES.variable };
  const named = { url: baseUrlOf(hostname), token: used.token, tokenFrom: used.tokenFrom };
  if (folder !== undefined && isAt(folder.info, hostname)) return ofFolder(folder.dataDir!, named);
  return withProof(named, () => proofFor(named.url, context.env));
}

/** A connection to the sandbox of a data folder. */
const ofFolder = (
  dataDir: string,
  { url, token, tokenFrom }: Pick<Connection, "url" | "token" | "tokenFrom">,
): Connection => withProof({ url, token, tokenFrom, dataDir }, () => proofOfFolder(dataDir));

/** The connection with its proof. HTTPS needs none. @throws CliError if there is no secret to recognize the sandbox by */
function withProof(to: Connection, read: () => Proof | undefined): Connection {
  if (!to.url.startsWith("http:")) return to;
  try {
    const proof = read();
    return proof === undefined ? to : { ...to, proof };
  } catch (error) {
    throw unusable(error);
  }
}

/**
 * The sandbox of the folder that `--data-dir` names, or of the current folder. An unsafe current folder is an error only if it
 * would be used.
 */
function folderOf({ cwd, env }: Context, dataDir: string | undefined) {
  if (dataDir !== undefined) return folderConnection(dataFolder(cwd, dataDir));
  try {
    const found = findDataDir(cwd);
    return found === undefined ? undefined : folderConnection(found);
  } catch (error) {
    const isHarmless = error instanceof UnsafeFolderError || error instanceof CliError;
    if (env.SCALR_HOSTNAME && isHarmless) return undefined;
    throw error;
  }
}

const told = new WeakSet<Context>();

/** Prints a note once for a command, which may look for its connection several times. */
function tellOnce(context: Context, text: string): void {
  if (told.has(context)) return;
  told.add(context);
  context.out.note(text);
}

/** Finds the sandbox that runs from a data folder; returns undefined if none runs. */
export function folderConnection(folder: string): (Connection & { readonly info: ServerInfo }) | undefined {
  const info = readServerInfo(folder);
  if (info === undefined) return undefined;
  const tokenFrom = TOKEN_SOURCES.file(join(folder, tokenFile));
  return { url: info.url, token: readToken(folder), tokenFrom, dataDir: folder, info };
}

/** Whether a hostname in the form of SCALR_HOSTNAME is that of a sandbox: over HTTP or HTTPS, under any name of this machine. */
function isAt({ url, httpsUrl }: ServerInfo, hostname: string): boolean {
  const asked = placeOf(baseUrlOf(hostname));
  return [url, httpsUrl].some((each) => each !== undefined && placeOf(each) === asked);
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

/** A client for the result of `connection`. It does not wait for a server that refuses connections. */
export function connect(context: Context, dataDir: string | undefined): ScalrClient {
  return clientOf(connection(context, dataDir), { signal: context.signal });
}

/** A client for a connection. */
export const clientOf = (
  { url, token, tokenFrom, proof }: Omit<Connection, "dataDir" | "tokenFrom"> & Partial<Connection>,
  options: Omit<TransportOptions, "baseUrl" | "token" | "tokenFrom" | "proof">,
): ScalrClient => new ScalrClient({ baseUrl: url, token, tokenFrom, proof, retry: { limit: 1 }, ...options });

/**
 * A data folder by its path. It decides where tokens are sent, so it must belong to this user. @throws UnsafeFolderError,
 * CliError
 */
export function dataFolder(...path: string[]): string {
  const folder = resolve(...path);
  try {
    if (isThere(folder)) checkFolder(folder, "own");
  } catch (error) {
    throw unusable(error);
  }
  return folder;
}

const USE_ANOTHERS =
  "To use the sandbox of another user, set SCALR_HOSTNAME to its address and SCALR_TOKEN to a token of yours.";

/** The error of a data folder, with what a command can do instead. */
function unusable(error: unknown): unknown {
  if (error instanceof UnsafeFolderError)
    return error.owner === undefined ? error : new CliError("dataFolder", `${error.message} ${USE_ANOTHERS}`);
  if (error instanceof ProofKeyError) return new CliError("dataFolder", error.message);
  const text = systemErrorText(error as NodeJS.ErrnoException);
  return text === undefined ? error : new CliError("dataFolder", text);
}

/** The data folder in a folder or above it that holds a file: by default, that of a running simulator. */
export function findDataDir(from: string, file = serverFile): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const candidate = join(folder, defaultDataDir);
    if (mayHold(candidate, file)) return dataFolder(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

/** @throws the system's error where it cannot be told, as in a folder that this user may not search */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Whether a folder contains a file, or cannot be read by this user. */
function mayHold(folder: string, file: string): boolean {
  try {
    return isThere(join(folder, file));
  } catch {
    return existsSync(folder);
  }
}

/** What a running simulator left in its data folder; undefined where none runs. @throws CliError where it is not valid */
export function readServerInfo(folder: string): ServerInfo | undefined {
  const path = join(folder, serverFile);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code!)) return undefined;
    throw unusable(error);
  }
  const info = jsonOf(text) as Partial<ServerInfo> | null;
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
    throw new CliError("unauthorised", `The token ${path} cannot be read: ${systemReason(error)}.`);
  }
}
