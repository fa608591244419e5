/** The address in `hostname` is not one. */
export class InvalidHostnameError extends Error {
  override readonly name = "InvalidHostnameError";
}

/**
 * The base URL for a provider's `hostname` setting: `host` and `host:port` mean HTTPS, as the official provider reads
 * them. A whole URL (`http://127.0.0.1:7878`) is used as it is, which reaches a sandbox without TLS.
 */
export function baseUrlOf(hostname: string): string {
  const text = hostname.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const address = hasScheme ? text : `https://${text}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  const usable =
    url !== null &&
    (url.protocol === "https:" || url.protocol === "http:") &&
    url.hostname !== "" &&
    url.username === "";
  if (!usable || url.search !== "" || url.hash !== "" || (url.pathname !== "/" && url.pathname !== "")) {
    throw new InvalidHostnameError(
      `${JSON.stringify(hostname)} is not a host. Give a name with an optional port, such as "example.scalr.io", ` +
        `or for a sandbox without TLS a whole address, such as "http://127.0.0.1:7878".`,
    );
  }
  return url.origin;
}

/** scalr.io's own address, the default as in the official provider. */
const DEFAULT_HOSTNAME = "scalr.io";

/** The host and the token: explicit settings first, then `SCALR_HOSTNAME` and `SCALR_TOKEN`. */
export function connectionFrom(
  settings: { readonly hostname?: string | null; readonly token?: string | null },
  env: Readonly<Record<string, string | undefined>>,
): { readonly baseUrl: string; readonly token: string | null } {
  return {
    baseUrl: baseUrlOf(settings.hostname || env.SCALR_HOSTNAME || DEFAULT_HOSTNAME),
    token: settings.token || env.SCALR_TOKEN || null,
  };
}
