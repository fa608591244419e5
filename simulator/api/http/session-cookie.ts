import type { IncomingMessage } from "node:http";
import { forbidden } from "../../core/errors.js";
import { isSecure } from "./origin.js";

/**
 * The console's sign-in: a token in a cookie that scripts cannot read and other sites cannot send. Cookies are shared by all
 * ports of a host, so the cookie's name has the port, and two sandboxes on one machine have separate sign-ins.
 */
const nameFor = ({ socket }: IncomingMessage): string => `scalr-sandbox-${socket.localPort}`;

/** A header that every request of the console has. A form or a link of another site cannot send a header. */
const CONSOLE_HEADER = "x-sandbox-console";

/** A token in the form that a cookie can have. */
const TOKEN = /^[\w.~+/=-]{1,4096}$/;

/** Whether a secret can be in a cookie as it is. */
export const fitsCookie = (secret: string): boolean => TOKEN.test(secret);

/** The `Set-Cookie` header that signs in, or with null signs out. The cookie ends with the browser's session. */
export function sessionCookie(request: IncomingMessage, secret: string | null): string {
  const life = secret === null ? "; Max-Age=0" : "";
  const secure = isSecure(request) ? "; Secure" : "";
  return `${nameFor(request)}=${secret ?? ""}; Path=/api; HttpOnly; SameSite=Strict${life}${secure}`;
}

/**
 * The token in the request's cookie. Browsers may send cookies with requests of other sites, so the request has to show that it
 * is the console's. @throws ApiError 403
 */
export function cookieToken(request: IncomingMessage): string | undefined {
  const name = nameFor(request);
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  const secret = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  if (!secret || !fitsCookie(secret)) return undefined;
  requireOwnPage(request);
  return secret;
}

/** @throws ApiError 403 unless the request comes from the console itself */
export function requireOwnPage({ headers, method }: IncomingMessage): void {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  const isRead = method === "GET" || method === "HEAD";
  const isOwn =
    headers[CONSOLE_HEADER] !== undefined &&
    (site === undefined || site === "same-origin") &&
    (origin === undefined ? isRead : URL.canParse(origin) && new URL(origin).host === host);
  if (isOwn) return;
  throw forbidden(
    "The console's sign-in is valid only for requests of the console, and this request came from elsewhere. " +
      "Send the header 'Authorization: Bearer <token>' instead.",
  );
}
