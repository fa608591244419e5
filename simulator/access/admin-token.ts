import { hostname } from "node:os";
import { join } from "node:path";
import type { AccessToken, User } from "../core/entities.js";
import type { Store } from "../core/schema.js";
import type { TokenService } from "../core/services.js";
import { replaceText } from "../platform/replace-text.js";
import { OptionError } from "../platform/start-errors.js";

/** The file in the data folder with the token that the command line uses. Only its owner can read it. */
export const ADMIN_TOKEN_FILE = "admin-token";

/** The name of the token that the simulator makes for the command line. */
export const ADMIN_TOKEN_NAME = "admin-token";

/** Three parts in base64url of which the first is JSON: `{"` begins with `eyJ`. */
const JSON_WEB_TOKEN = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Returns the administrator's token: the given one, else a new one, and saves it in the data folder. It replaces and revokes the one
 * of the last start, which may have been seen by whoever listened at the port meanwhile. It takes no token that scalr.io may have issued (R16), so that no sandbox keeps a real one. If several processes share a store, each data folder has its own token.
 */
export async function adminToken(
  store: Store,
  tokens: TokenService,
  now: number,
  admin: User,
  options: { readonly dataDir?: string; readonly token?: string; readonly store?: string },
): Promise<string> {
  const { dataDir, token: given } = options;
  const description =
    options.store === undefined ? null : `Of ${hostname()}, ${dataDir ?? `process ${process.pid}`}`;
  const file = dataDir === undefined ? undefined : join(dataDir, ADMIN_TOKEN_FILE);
  const known = (secret: string | undefined) =>
    secret === undefined ? undefined : tokens.find(store, now, secret);
  if (given !== undefined && !/^[\x21-\x7e]{8,4096}$/.test(given))
    throw new OptionError("The admin token must have at least 8 characters and no spaces.");
  const owner = known(given);
  if (given !== undefined && owner === undefined && JSON_WEB_TOKEN.test(given))
    throw new OptionError(
      "The admin token given (--token or SCALR_SANDBOX_ADMIN_TOKEN) looks like a token of scalr.io: it is a JSON Web Token, and " +
        "this sandbox did not issue it. Give a text that opens nothing else, or none: the sandbox then makes a token.",
    );
  if (owner !== undefined && owner.owner !== admin.id)
    throw new OptionError(
      `The admin token given (--token or SCALR_SANDBOX_ADMIN_TOKEN) is already the token of ${ownerOf(store, owner)}. Give the ` +
        "administrator another token, or none: the sandbox then makes one.",
    );
  const request = {
    kind: "user",
    owner: admin.id,
    name: ADMIN_TOKEN_NAME,
    description,
    createdBy: admin.id,
  } as const;
  const secret = store.transact((tx) => {
    for (const token of [...tx.find("access-tokens", "owner", admin.id)])
      if (token.name === ADMIN_TOKEN_NAME && token.description === description && token !== owner)
        tx.delete("access-tokens", token.id);
    if (given === undefined) return tokens.issue(tx, now, request).secret;
    if (owner === undefined) tokens.adopt(tx, now, given, request);
    return given;
  });
  // A token that is in the file works: it is stored first.
  await store.flushed();
  if (file !== undefined) replaceText(file, `${secret}\n`, 0o600);
  return secret;
}

/** The owner of a token, by name and id. */
function ownerOf(store: Store, { kind, owner }: AccessToken): string {
  const naming = (title: string, name = "") => `the ${title} ${name === "" ? owner : `${name} (${owner})`}`;
  switch (kind) {
    case "user":
      return naming("user", store.get("users", owner)?.username);
    case "service-account":
      return naming("service account", store.get("service-accounts", owner)?.name);
    case "pool":
      return naming("agent pool", store.get("agent-pools", owner)?.name);
    case "agent":
      return naming("agent", store.get("agents", owner)?.name);
  }
}
