import type { IncomingMessage } from "node:http";
import type { Response } from "express";
import type { AccessToken } from "../../core/entities.js";
import { ApiError, badRequest, invalid } from "../../core/errors.js";
import { apiToken, secretOf } from "../http/authentication.js";
import { fitsCookie, requireOwnPage, sessionCookie } from "../http/session-cookie.js";
import type { SandboxContext } from "./context.js";
import { requireSignInToken } from "./refused-sign-in.js";

/**
 * `GET /session`: the caller and their grants (R21), which decide what they may do. It needs no token, so that a page can find
 * out whether somebody is signed in. If nobody is, `who` is null and `reason` says why a token was rejected.
 */
export function showSession(context: SandboxContext, request: IncomingMessage) {
  const secret = secretOf(request);
  try {
    return describe(context, apiToken(context.services, request, secret));
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const reason = secret === undefined ? null : reasonOf(context, secret);
    return reason === null ? { who: null } : { who: null, reason };
  }
}

/** Why a browser is no longer signed in; null if the console's own token is not the reason. */
function reasonOf(context: SandboxContext, secret: string): string | null {
  try {
    requireSignInToken(context, secret);
    return null;
  } catch (error) {
    return (error as ApiError).items[0]?.detail ?? null;
  }
}

/** `POST /session` `{"token"}`: signs in to the console. */
export function openSession(context: SandboxContext, request: IncomingMessage, res: Response, body: unknown) {
  requireOwnPage(request);
  const secret = (body as { readonly token?: unknown } | null | undefined)?.token;
  if (typeof secret !== "string" || secret.trim() === "")
    throw badRequest('The body must have the token to sign in with, like {"token": "..."}.', "/token");
  const trimmed = secret.trim();
  if (!fitsCookie(trimmed))
    throw invalid("The token has characters that a browser cannot keep in a cookie.", "/token");
  requireSignInToken(context, trimmed);
  const session = describe(context, apiToken(context.services, request, trimmed));
  res.setHeader("Set-Cookie", sessionCookie(request, trimmed));
  return session;
}

/** `DELETE /session`: signs out of the console. The token stays valid. */
export function closeSession(_context: SandboxContext, request: IncomingMessage, res: Response) {
  requireOwnPage(request);
  res.setHeader("Set-Cookie", sessionCookie(request, null));
  return { who: null };
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
