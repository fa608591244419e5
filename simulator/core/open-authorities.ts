import type { Logger } from "pino";
import { Issuer } from "../platform/identity/issuer.js";
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
