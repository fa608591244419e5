import { baseUrlOf } from "./base-url.js";

/** scalr.io's own address, used when nothing names another, as the official provider does. */
export const DEFAULT_HOSTNAME = "scalr.io";

/** Where to connect and as whom: explicit settings first, then `SCALR_HOSTNAME` and `SCALR_TOKEN`. */
export function connectionFrom(
  settings: { readonly hostname?: string | null; readonly token?: string | null },
  env: Readonly<Record<string, string | undefined>>,
): { readonly baseUrl: string; readonly token: string | null } {
  return {
    baseUrl: baseUrlOf(settings.hostname || env.SCALR_HOSTNAME || DEFAULT_HOSTNAME),
    token: settings.token || env.SCALR_TOKEN || null,
  };
}
