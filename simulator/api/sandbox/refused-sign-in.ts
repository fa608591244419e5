import { iso } from "../../core/common.js";
import type { AccessToken } from "../../core/entities.js";
import { forbidden, unauthorized } from "../../core/errors.js";
import type { SandboxContext } from "./context.js";

const INSTEAD =
  "Sign in with the token of the administrator, which is in '.scalr-sandbox/admin-token' in the folder where 'up' was started, or run " +
  "'scalr-sandbox open' there, which signs this browser in.";

/**
 * Requires that the token with a hash can sign in to the console. The error says why it cannot, and what to do in the browser. @throws ApiError
 * 401, 403
 */
export function requireSignInToken(context: SandboxContext, hash: string): void {
  const { services, revoked } = context;
  const { store, clock } = services;
  const token = store.find("access-tokens", "hash", hash)[0];
  if (token === undefined) {
    const gone = revoked.find(hash);
    throw unauthorized(
      gone === undefined
        ? `This sandbox has no such token. Check that you copied all of it, and that it belongs to this sandbox. ${INSTEAD}`
        : `This token${gone.name === null ? "" : ` ('${gone.name}')`} was revoked, on ${iso(gone.at)}. ${INSTEAD}`,
    );
  }
  if (token.expiresAt !== null && token.expiresAt <= clock.now())
    throw unauthorized(`This token expired on ${iso(token.expiresAt)}, by the sandbox's clock. ${INSTEAD}`);
  if (token.kind !== "user" && token.kind !== "service-account")
    throw forbidden(`${ownerOf(context, token)} ${INSTEAD}`);
}

function ownerOf({ services: { store } }: SandboxContext, { kind, owner }: AccessToken): string {
  if (kind !== "pool") return "This is the session token of an agent, and nobody can sign in with it.";
  const pool = store.get("agent-pools", owner);
  return `This is a token of agent pool '${pool?.name ?? owner}': agents join with it, but nobody can sign in with it.`;
}
