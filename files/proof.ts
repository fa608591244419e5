/**
 * How a server proves that it is a certain sandbox before a client sends it a token. Once a sandbox has ended, any program may take its
 * port. Sandbox and client share a secret that is never sent: the client sends a random text and the server answers with a code made
 * of that text, the secret, and the address that it was reached at. A program that relays to the sandbox is reached at another address.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { checkFolder } from "./folder-trust.js";

/** The file with the sandbox's secret, in its data folder. Only its owner can read it. */
export const PROOF_FILE = "proof-key";
/** Where a server is asked for the proof. */
export const PROOF_PATH = "/api/sandbox/v1/proof";
/** The subject of the commands, which read the secret in the data folder. */
const FOLDER = "data-folder";

/** What a client asks the server to prove. */
export interface Proof {
  /** Who shares the key: the commands of the data folder, or the id of the token that contains the key. */
  readonly subject: string;
  readonly key: string;
  /** The sandbox in messages, such as `the sandbox of /work/.scalr-sandbox`. */
  readonly sandbox: string;
}

/** The HTTPS port of a sandbox. */
export interface SecureAddress {
  readonly url: string;
  /** PEM of the authority to trust there. */
  readonly ca: string;
}

/** The answer to a challenge. `proof` covers `https`. */
export interface ProofAnswer {
  readonly proof: string;
  /** Null without HTTPS. */
  readonly https: SecureAddress | null;
}

/** The server answered and did not prove that it is the sandbox. Nothing secret was sent to it. */
export class NotProvenError extends Error {
  override readonly name = "NotProvenError";
  constructor(address: string, { sandbox }: Proof, answer: string) {
    super(
      `The program that answers at ${address} is not ${sandbox}: ${answer}. No token was sent to it. The sandbox has probably ` +
        "and another program has taken its port. Start the sandbox again; if the port is in use, with another one (`scalr-sandbox up --port`).",
    );
  }
}

/** The key that a sandbox shares with one subject, made from its secret. */
export const keyFor = (secret: string, subject: string): string =>
  createHmac("sha256", secret).update(subject).digest("base64url");

/** The code that proves possession of the key. `address` is that of the server's end of the connection. */
export function proofOf(key: string, nonce: string, address: string, https: SecureAddress | null): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([nonce, address, https]))
    .digest("base64url");
}

/** The address of one end of a connection, the same for both families. */
export const addressOf = (ip = "", port = 0): string => `${ip.replace(/^::ffff:(?=\d)/i, "")} ${port}`;

/** The secret in a data folder is missing, or others have access to it. */
export class ProofKeyError extends Error {
  override readonly name = "ProofKeyError";
}

/**
 * The proof to ask of the sandbox that runs from a data folder.
 * @throws UnsafeFolderError, ProofKeyError
 */
export function proofOfFolder(folder: string): Proof {
  checkFolder(folder, "own");
  return { subject: FOLDER, key: keyFor(readSecret(folder), FOLDER), sandbox: `the sandbox of ${folder}` };
}

/** Reads the secret of a data folder. @throws ProofKeyError if it is not a private file of this user */
export function readSecret(folder: string): string {
  const path = join(folder, PROOF_FILE);
  const unusable = (why: string) =>
    new ProofKeyError(
      `${path} ${why}. Without it no command can recognize the sandbox of this folder. Start the sandbox again: it writes a new one.`,
    );
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    throw unusable(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    const { uid, mode } = fstatSync(file);
    const user = process.geteuid?.();
    if (user !== undefined && (uid !== user || (mode & 0o077) !== 0))
      throw unusable(`must belong to user ${user}, and nobody else may have access to it`);
    const secret = readFileSync(file, "utf8").trim();
    if (!/^[\w-]{43}$/.test(secret)) throw unusable("does not contain the secret of a sandbox");
    return secret;
  } finally {
    closeSync(file);
  }
}

/** An address as text, in which all names of this machine's loopback interface are one. */
export function placeOf(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  return `${protocol}//${/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname) ? "localhost" : hostname}:${port}`;
}

/** A new secret of a sandbox. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Milliseconds that a server may take to prove itself. */
const PATIENCE = 30_000;
/** The longest answer in bytes. */
const LIMIT = 64 * 1024;

/**
 * Connects, and makes the server prove itself on that connection before anything else is sent. The connection is ready for requests.
 * @throws NotProvenError, or the system's error if there is no answer
 */
export async function provenConnection(
  { host, port, signal }: { readonly host: string; readonly port: number; readonly signal?: AbortSignal },
  proof: Proof,
): Promise<{ readonly socket: Socket; readonly https: SecureAddress | null }> {
  const shown = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const socket = connect({ host, port, noDelay: true, ...(signal && { signal }) });
  try {
    const nonce = randomBytes(24).toString("base64url");
    const query = new URLSearchParams({ nonce, subject: proof.subject });
    const { status, body } = await exchange(
      socket,
      `GET ${PROOF_PATH}?${query} HTTP/1.1\r\nHost: ${shown.slice("http://".length)}\r\n\r\n`,
    );
    // It stops, starts, or cannot do anything at the moment: whoever it is, it is not the time to judge.
    if (status >= 500) throw new Error(`${shown} answered ${status} when it was asked to prove what it is.`);
    const https = checked(status, body, (answer) =>
      proofOf(proof.key, nonce, addressOf(socket.remoteAddress, socket.remotePort), answer),
    );
    if (typeof https === "string") throw new NotProvenError(shown, proof, https);
    return { socket, https };
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** The HTTPS address in an answer that proves what it should; otherwise the reason why it does not. */
function checked(
  status: number,
  body: string,
  expected: (https: SecureAddress | null) => string,
): SecureAddress | null | string {
  if (status !== 200) return `it answered ${status}`;
  try {
    const { proof, https } = JSON.parse(body) as ProofAnswer;
    const [given, right] = [Buffer.from(proof), Buffer.from(expected(https))];
    if (given.length === right.length && timingSafeEqual(given, right)) return https;
  } catch {
    return "its answer is not a proof";
  }
  return "its proof is wrong";
}

/** Sends one request over a connection and reads its response, without its connection being used up. */
function exchange(socket: Socket, request: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    let text = "";
    const settle = (act: () => void) => {
      clearTimeout(timer);
      socket.off("data", read).off("error", broken).off("close", lost);
      act();
    };
    const broken = (error: Error) => settle(() => reject(error));
    const fail = (message: string) => broken(new Error(message));
    const lost = () => fail("The connection was closed before the server had proven what it is.");
    const timer = setTimeout(
      () => fail(`The server did not prove what it is within ${PATIENCE / 1_000} seconds.`),
      PATIENCE,
    );
    const read = (piece: Buffer) => {
      text += piece.toString("latin1");
      const answer = responseIn(text);
      if (answer !== undefined) settle(() => resolve(answer));
      else if (text.length > LIMIT) fail("The server's answer is too long.");
    };
    socket.on("data", read).on("error", broken).on("close", lost);
    socket.write(request);
  });
}

/** The response in what was received; undefined while it is incomplete. Anything but HTTP is a response without a status. */
function responseIn(text: string): { status: number; body: string } | undefined {
  if (text.length >= 5 && !text.startsWith("HTTP/")) return { status: 0, body: "" };
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = text.slice(0, end);
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
  const length = /^content-length: *(\d+)$/im.exec(head)?.[1];
  if (status !== 200 || length === undefined) return { status: status === 200 ? 0 : status, body: "" };
  const body = text.slice(end + 4);
  if (body.length < Number(length)) return undefined;
  return { status, body: body.length === Number(length) ? body : "" };
}
