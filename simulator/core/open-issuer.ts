import { Issuer } from "../platform/identity/issuer.js";
import type { SimulatorOptions } from "../platform/start/options.js";
import type { Store } from "./schema.js";

/** Where processes that share a store keep the key: whichever of them is active, its tokens are verified alike. */
const KEY = "identity/key";

/** What signs the workload identity tokens of runs. */
export function openIssuer(
  { dataDir, store: address }: SimulatorOptions,
  { blobs }: Store,
  url: () => string,
): Issuer {
  if (address === undefined) return new Issuer({ dataDir, url });
  const shared = {
    read: async () => ((await blobs.size(KEY)) === null ? null : (await blobs.read(KEY)).toString()),
    write: (pem: string) => blobs.put(KEY, pem),
  };
  return new Issuer({ shared, url });
}
