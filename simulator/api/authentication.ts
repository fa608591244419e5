import type { IncomingMessage } from "node:http";
import type { AccessToken } from "../entities.js";
import { forbidden, unauthorized } from "../resources/errors.js";
import type { Caller } from "../resources/resource.js";
import { covers, EVERYTHING } from "../rules/permissions.js";
import type { Services } from "../services.js";

/** `last-used-at` is kept to the minute, so that reading costs a write only now and then. */
const TOUCH_INTERVAL = 60_000;

const callers = new WeakMap<AccessToken, Caller>();

function callerOf(token: AccessToken): Caller {
  let caller = callers.get(token);
  if (!caller) {
    caller = { user: token.owner, can: (permission) => covers(EVERYTHING, permission) };
    callers.set(token, caller);
  }
  return caller;
}

/** The token that a request carries. @throws ApiError 401 */
export function tokenOf(services: Services, request: IncomingMessage): AccessToken {
  const header = request.headers.authorization;
  const secret = header && /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (!secret) throw unauthorized("A token is required: send the header 'Authorization: Bearer <token>'.");
  const { store, clock, tokens } = services;
  const token = tokens.find(store, clock.now(), secret);
  if (!token) throw unauthorized("The token is unknown, expired or revoked.");
  touch(services, token);
  return token;
}

function touch({ store, clock }: Services, token: AccessToken): void {
  const now = clock.now();
  if (store.failure !== null || (token.lastUsedAt !== null && now - token.lastUsedAt < TOUCH_INTERVAL))
    return;
  store.transact((tx) => tx.update("access-tokens", token.id, { lastUsedAt: now }));
}

/** Who calls the scalr.io API. Tokens of pools, agents and tasks open the agent protocol alone (R16). */
export function authenticate(services: Services, request: IncomingMessage): Caller {
  const token = tokenOf(services, request);
  if (token.kind !== "user") {
    throw forbidden("This token opens the agent protocol only; use the token of a user for the API.");
  }
  return callerOf(token);
}
