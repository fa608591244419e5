import type { IncomingMessage } from "node:http";
import { allowsAddress } from "../../access/network-rules.js";
import type { AccessToken } from "../../core/entities.js";
import { forbidden, unauthorized } from "../../core/errors.js";
import type { Caller } from "../../core/resource.js";
import { calledWith } from "../../sandbox/audit/cause.js";
import type { ApiServices } from "./services.js";
import { sessionOf } from "./session-cookie.js";

/** Milliseconds: `last-used-at` is accurate to the minute, so that reads rarely cause a write. */
const TOUCH_INTERVAL = 60_000;

/**
 * The token of a request: that of its `Authorization`, or without that header the one that the console's session was opened with.
 * @throws ApiError 401, 403
 */
export function tokenOf(services: ApiServices, request: IncomingMessage): AccessToken {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const session = sessionOf(services, request);
    if (session !== undefined) return used(services, tokenWithHash(services, session.token));
  }
  const secret = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (!secret) throw unauthorized("A token is required: send the header 'Authorization: Bearer <token>'.");
  const { store, clock, tokens } = services;
  return used(services, tokens.find(store, clock.now(), secret));
}

function tokenWithHash({ store, clock }: ApiServices, hash: string): AccessToken | undefined {
  const [token] = store.find("access-tokens", "hash", hash);
  return token && (token.expiresAt === null || token.expiresAt > clock.now()) ? token : undefined;
}

/** @throws ApiError 401 */
function used(services: ApiServices, token: AccessToken | undefined): AccessToken {
  if (!token) throw unauthorized("The token is unknown, expired or revoked.");
  calledWith(token);
  touch(services, token);
  return token;
}

function touch({ store, clock }: ApiServices, token: AccessToken): void {
  const now = clock.now();
  if (store.failure !== null || (token.lastUsedAt !== null && now - token.lastUsedAt < TOUCH_INTERVAL))
    return;
  store.transact((tx) => tx.update("access-tokens", token.id, { lastUsedAt: now }));
}

/** Rejects tokens whose owner was made inactive. @throws ApiError 401 */
function requireActive({ store }: ApiServices, { kind, owner }: AccessToken): void {
  const who = kind === "user" ? store.get("users", owner) : store.get("service-accounts", owner);
  const isInactive =
    who?.status === "Inactive" ||
    (kind === "user" &&
      store.find("account-users", "user", owner).some((member) => member.status === "Inactive"));
  if (isInactive) throw unauthorized(`The token's owner, '${who!.email}' (${owner}), is inactive.`);
}

/**
 * Checks the account's `allowed-ips`. The sandbox's administrator may call from anywhere: a list of a company's addresses,
 * applied on this machine, would lock everybody out. @throws ApiError 403
 */
function requireAllowedAddress(
  { store, accountId }: ApiServices,
  { owner }: AccessToken,
  request: IncomingMessage,
): void {
  const allowed = store.get("accounts", accountId)?.allowedIps ?? [];
  if (allowed.length === 0 || isAdministrator(store, owner)) return;
  const address = request.socket.remoteAddress ?? "";
  if (allowsAddress(allowed, address)) return;
  throw forbidden(`The address ${address} is not in the account's allowed IPs ('allowed-ips').`);
}

/** The user that the first start created. */
function isAdministrator(store: ApiServices["store"], owner: string): boolean {
  for (const user of store.all("users")) return user.id === owner;
  return false;
}

/** The caller of the scalr.io API. Tokens of pools, agents and tasks are for the agent protocol only (R16). */
export function authenticate(services: ApiServices, request: IncomingMessage): Caller {
  return services.callers.of(apiToken(services, request));
}

/** The token of a request to the scalr.io API. @throws ApiError 401, 403 */
export function apiToken(services: ApiServices, request: IncomingMessage): AccessToken {
  return admitted(services, request, tokenOf(services, request));
}

/** The token with a hash, if it is valid for the scalr.io API now. @throws ApiError 401, 403 */
export function apiTokenWithHash(services: ApiServices, request: IncomingMessage, hash: string): AccessToken {
  return admitted(services, request, used(services, tokenWithHash(services, hash)));
}

/** The token with an id, if it is valid for the scalr.io API now. @throws ApiError 401, 403 */
export function apiTokenById(services: ApiServices, request: IncomingMessage, id: string): AccessToken {
  const token = services.store.get("access-tokens", id);
  if (token === undefined || (token.expiresAt !== null && token.expiresAt <= services.clock.now()))
    throw unauthorized("The token behind this link is expired or revoked.");
  calledWith(token);
  return admitted(services, request, token);
}

function admitted(services: ApiServices, request: IncomingMessage, token: AccessToken): AccessToken {
  if (token.kind !== "user" && token.kind !== "service-account") {
    throw forbidden(
      "This token opens the agent protocol only; use the token of a user or a service account for the API.",
    );
  }
  requireActive(services, token);
  requireAllowedAddress(services, token, request);
  return token;
}

/** The caller of the sandbox's own API, which can read and change everything. @throws ApiError 401, 403 */
export function authenticateOperator(services: ApiServices, request: IncomingMessage): Caller {
  const caller = authenticate(services, request);
  if (caller.unrestricted) return caller;
  throw forbidden(
    "The sandbox's own API is for its operator: use the admin token, or one whose owner holds '*:*' in the account.",
  );
}
