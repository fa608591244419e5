import { join } from "node:path";
import type { Logger } from "pino";
import { newSecret, PROOF_FILE, readSecret } from "../../files/proof.js";
import { Issuer } from "../platform/identity/issuer.js";
import { replaceText } from "../platform/replace-text.js";
import type { SimulatorOptions } from "../platform/start/options.js";
import { type KeyPair, Tls } from "../platform/tls/index.js";
import type { Store } from "./schema.js";

/** The key under which processes that share a store keep the authority: clients trust whichever of them is active. */
const AUTHORITY_KEY = "tls/authority";

/** Opens TLS; undefined without HTTPS. @throws OptionError */
export async function openTls(
  { httpsPort, tlsFiles, dataDir, hostnames = [], store: url }: SimulatorOptions,
  store: Store,
  host: string,
  log: Logger,
): Promise<Tls | undefined> {
  if (httpsPort === undefined) return undefined;
  if (tlsFiles !== undefined) return Tls.open({ own: tlsFiles, host, hostnames, log });
  const shared = url === undefined ? undefined : await sharedAuthority(store);
  const folder = dataDir === undefined ? {} : { dataDir };
  const tls = await Tls.open({ ...folder, ...(shared && { authority: shared }), host, hostnames, log });
  if (url !== undefined && tls.ca !== shared?.certificate)
    await store.blobs.put(AUTHORITY_KEY, JSON.stringify(tls.authority));
  return tls;
}

async function sharedAuthority({ blobs }: Store): Promise<KeyPair | undefined> {
  if ((await blobs.size(AUTHORITY_KEY)) === null) return undefined;
  return JSON.parse((await blobs.read(AUTHORITY_KEY)).toString()) as KeyPair;
}

/**
 * The key under which processes that share a store keep the signing key, so that tokens stay valid whichever of them is active.
 */
const ISSUER_KEY = "identity/key";

/** What signs the workload identity tokens of runs. */
export function openIssuer(
  { dataDir, store: address }: SimulatorOptions,
  { blobs }: Store,
  url: () => string,
): Issuer {
  if (address === undefined) return new Issuer({ dataDir, url });
  const shared = {
    read: async () =>
      (await blobs.size(ISSUER_KEY)) === null ? null : (await blobs.read(ISSUER_KEY)).toString(),
    write: (pem: string) => blobs.put(ISSUER_KEY, pem),
  };
  return new Issuer({ shared, url });
}

/** The key under which processes that share a store keep the secret, so that agents recognize whichever of them is active. */
const PROOF_KEY = "identity/proof-key";

/** The secret with which the sandbox proves to clients that it is the one that they know. It is kept in the data folder. */
export async function openProofSecret(
  { dataDir, store: address }: SimulatorOptions,
  { blobs }: Store,
): Promise<string> {
  const isShared = address !== undefined && (await blobs.size(PROOF_KEY)) !== null;
  const kept = dataDir === undefined ? undefined : keptSecret(dataDir);
  const secret = isShared ? (await blobs.read(PROOF_KEY)).toString() : (kept ?? newSecret());
  if (address !== undefined && !isShared) await blobs.put(PROOF_KEY, secret);
  if (dataDir !== undefined && secret !== kept) replaceText(join(dataDir, PROOF_FILE), `${secret}\n`, 0o600);
  return secret;
}

function keptSecret(dataDir: string): string | undefined {
  try {
    return readSecret(dataDir);
  } catch {
    // Absent or not private: a new one takes its place.
    return undefined;
  }
}
