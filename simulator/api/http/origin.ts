import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import type { ApiServices } from "./services.js";

/** Whether a request came over HTTPS. */
export const isSecure = ({ socket }: IncomingMessage): boolean =>
  (socket as Partial<TLSSocket>).encrypted === true;

/** The name or address in a `Host` header, in lower case and without the port; undefined if it is not valid. */
function nameIn(host: string | undefined): string | undefined {
  const url = `https://${host}`;
  return host === undefined || !URL.canParse(url) ? undefined : new URL(url).hostname.replace(/^\[|\]$/g, "");
}

/**
 * The scheme, host and port for the links in a response. A request over HTTPS gets HTTPS links (R15), and a client that uses one
 * of the certificate's names gets links with that name.
 */
export function originOf(
  { baseUrl, https }: Pick<ApiServices, "baseUrl" | "https">,
  request: IncomingMessage,
): string {
  if (https === null || !isSecure(request)) return baseUrl;
  const { host } = request.headers;
  const name = nameIn(host);
  return name !== undefined && https.names.includes(name) ? `https://${host}` : https.url;
}

/** The services for one request: `baseUrl` is where its client reaches the simulator. */
export function servicesFor(services: ApiServices, request: IncomingMessage): ApiServices {
  if (!isSecure(request)) return services;
  return Object.create(services, { baseUrl: { value: originOf(services, request) } }) as ApiServices;
}
