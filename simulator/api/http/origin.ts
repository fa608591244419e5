import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";
import type { ApiServices } from "./services.js";

/** Whether a request came over HTTPS. */
export const isSecure = ({ socket }: IncomingMessage): boolean =>
  (socket as Partial<TLSSocket>).encrypted === true;

/** The name or address of a `Host` header, in small letters and without its port; undefined if it is not valid. */
function nameIn(host: string | undefined): string | undefined {
  const url = `https://${host}`;
  return host === undefined || !URL.canParse(url) ? undefined : new URL(url).hostname.replace(/^\[|\]$/g, "");
}

/**
 * The scheme, host and port that links in the answer to a request lead to. What was asked over HTTPS is not answered
 * with links that leave it (R15), and a client that came by one of the certificate's names continues by that name.
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

/** The services as one request sees them: `baseUrl` is where that client reaches the simulator. */
export function servicesFor(services: ApiServices, request: IncomingMessage): ApiServices {
  if (!isSecure(request)) return services;
  return Object.create(services, { baseUrl: { value: originOf(services, request) } }) as ApiServices;
}
