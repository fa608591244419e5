import type { IncomingMessage } from "node:http";
import type { Response } from "express";
import { hashOf } from "../../access/tokens.js";
import type { AccessToken } from "../../core/entities.js";
import { ApiError, badRequest } from "../../core/errors.js";
import { apiToken, apiTokenWithHash } from "../http/authentication.js";
import { cookieOf, requireOwnPage, sessionCookie, sessionOf } from "../http/session-cookie.js";
import type { SandboxContext } from "./context.js";
import { requireSignInToken } from "./refused-sign-in.js";
import { takeSignInCode } from "./sign-in-links.js";

/**
 * `GET /session`: the caller and their grants (R21), which decide what they may do. It needs no token, so that a page can find
 * out whether somebody is signed in. If nobody is, `who` is null and `reason` says why a browser no longer is.
 */
export function showSession(context: SandboxContext, request: IncomingMessage) {
  try {
    return describe(context, apiToken(context.services, request));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const reason = reasonOf(context, request);
    return reason === null ? { who: null } : { who: null, reason };
  }
}

/** Why a browser that was signed in is so no longer; null if it was not. */
function reasonOf(context: SandboxContext, request: IncomingMessage): string | null {
  if (request.headers.authorization !== undefined || cookieOf(request) === undefined) return null;
  const session = sessionOf(context.services, request);
  if (session === undefined)
    return (
      "This browser is no longer signed in. A sign-in lasts for twelve hours, until you sign out, and until the sandbox stops. " +
      "Run 'scalr-sandbox open' to sign in again."
    );
  try {
    requireSignInToken(context, session.token);
    return null;
  } catch (error) {
    return (error as ApiError).items[0]?.detail ?? null;
  }
}

/**
 * `POST /session` `{"token"}` or `{"code"}` of a link: signs in to the console. The response sets the session's cookie and has its
 * key, once.
 */
export function openSession(context: SandboxContext, request: IncomingMessage, res: Response, body: unknown) {
  requireOwnPage(request);
  const { services } = context;
  const { token, code } = (body ?? {}) as { readonly token?: unknown; readonly code?: unknown };
  const hash =
    typeof code === "string" ? takeSignInCode(context, request, code) : hashOf(requireToken(token));
  requireSignInToken(context, hash);
  const session = describe(context, apiTokenWithHash(services, request, hash));
  endSession(context, request);
  const { cookie, key } = services.sessions.open(hash);
  res.setHeader("Set-Cookie", sessionCookie(request, cookie));
  return { ...session, key };
}

function requireToken(token: unknown): string {
  if (typeof token === "string" && token.trim() !== "") return token.trim();
  throw badRequest('The body must have the token to sign in with, like {"token": "..."}.', "/token");
}

/** `DELETE /session`: signs out of the console. The token stays valid. */
export function closeSession(context: SandboxContext, request: IncomingMessage, res: Response) {
  requireOwnPage(request);
  endSession(context, request);
  res.setHeader("Set-Cookie", sessionCookie(request, null));
  return { who: null };
}

function endSession({ services }: SandboxContext, request: IncomingMessage): void {
  const cookie = cookieOf(request);
  if (cookie !== undefined) services.sessions.end(cookie);
}

function describe({ services }: SandboxContext, token: AccessToken) {
  const { store, accountId, callers } = services;
  const account = store.get("accounts", accountId)!;
  const user = store.get("users", token.owner);
  const name = user?.email ?? store.get("service-accounts", token.owner)?.name ?? token.owner;
  return {
    who: { type: user ? "users" : "service-accounts", id: token.owner, name, token: token.id },
    account: { id: account.id, name: account.name },
    /** Whether the sandbox's own API is open: what only its operator may do. */
    operator: callers.of(token).unrestricted,
    grants: callers.grantsOf(token),
  };
}
