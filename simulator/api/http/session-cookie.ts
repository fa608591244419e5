import type { IncomingMessage } from "node:http";
import type { ConsoleSession, ConsoleSessions } from "../../access/console-sessions.js";
import { forbidden } from "../../core/errors.js";
import { isSecure } from "./origin.js";

/** Cookies are shared by all ports of a host, so the cookie's name has the port: two sandboxes have separate sign-ins. */
const nameFor = ({ socket }: IncomingMessage): string => `scalr-sandbox-${socket.localPort}`;

/** The header with the session's key. Every request of the console has it, and no form or link of another site can send it. */
const CONSOLE_HEADER = "x-sandbox-console";

/** The `Set-Cookie` header that signs in, or with null signs out. The cookie ends with the browser's session. */
export function sessionCookie(request: IncomingMessage, secret: string | null): string {
  const life = secret === null ? "; Max-Age=0" : "";
  const secure = isSecure(request) ? "; Secure" : "";
  return `${nameFor(request)}=${secret ?? ""}; Path=/api; HttpOnly; SameSite=Strict${life}${secure}`;
}

/** The session's secret in the request's cookie, which alone is worth nothing. */
export function cookieOf(request: IncomingMessage): string | undefined {
  const start = `${nameFor(request)}=`;
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length) || undefined;
}

/**
 * The console session that a request belongs to: its cookie and its key are a pair. Browsers may send cookies with requests of
 * other sites, so the request has to show that it is the console's. @throws ApiError 403
 */
export function sessionOf(
  { sessions }: { readonly sessions: ConsoleSessions },
  request: IncomingMessage,
): ConsoleSession | undefined {
  const cookie = cookieOf(request);
  if (cookie === undefined) return undefined;
  requireOwnPage(request);
  return sessions.find(cookie, String(request.headers[CONSOLE_HEADER]));
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
