/** The variables of the agent's environment that its programs get. They never include secrets of the agent. */

/** Variables that every program needs: to find other programs, to use a proxy, and to trust a server. */
export const NETWORK_VARIABLES = [
  "PATH",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "no_proxy",
  "SSL_CERT_FILE",
] as const;

/** The variables with these names, as far as they are set. */
export const passedOn = (
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
