import { type RequestHandler, Router } from "express";
import { LOGIN_CLIENT, LOGIN_PORTS } from "../../access/login-codes.js";
import { methodNotAllowed } from "../../core/errors.js";
import { LOGIN_PATH } from "../../core/paths.js";
import type { ApiServices } from "../http/services.js";
import type { Incoming, Step } from "../http/steps.js";

/** `login.v1` of discovery: how `tofu login` and `terraform login` get a token. */
export const LOGIN_SERVICE = {
  client: LOGIN_CLIENT,
  grant_types: ["authz_code"],
  authz: `${LOGIN_PATH}/authorize`,
  token: `${LOGIN_PATH}/token`,
  ports: LOGIN_PORTS,
};

/** The largest token request in bytes. */
const LARGEST = 16 * 1024;

function requireMethod(req: Incoming, method: string): void {
  if (req.method !== method) throw methodNotAllowed(req.method, req.baseUrl, [method]);
}

/** The browser opens this address and continues to the console, which asks the signed-in user. */
const authorize: Step = (req, res) => {
  requireMethod(req, "GET");
  const query = req.url.split("?", 2)[1] ?? "";
  res.statusCode = 302;
  res.setHeader("Location", `/authorize?${query}`);
  res.end();
};

async function formOf(req: Incoming): Promise<URLSearchParams> {
  let text = "";
  for await (const chunk of req) {
    if (text.length <= LARGEST) text += String(chunk);
  }
  return new URLSearchParams(text.length > LARGEST ? "" : text);
}

/** A token of the user who consented. They can see and revoke it like any other. */
function issue({ store, clock, tokens, logins }: ApiServices, form: URLSearchParams): string | null {
  const now = clock.now();
  const text = (name: string) => form.get(name) ?? "";
  if (text("grant_type") !== "authorization_code" || text("client_id") !== LOGIN_CLIENT) return null;
  const owner = logins.redeem(text("code"), text("code_verifier"), text("redirect_uri"), now);
  if (owner === null) return null;
  return store.transact((tx) => {
    const name = "login from a terminal";
    const issued = tokens.issue(tx, now, { ...owner, name, description: null, createdBy: owner.owner });
    return issued.secret;
  });
}

/** The program fetches its token. The responses follow RFC 6749, 5.1 and 5.2. */
const token =
  (services: ApiServices): Step =>
  async (req, res) => {
    requireMethod(req, "POST");
    const secret = issue(services, await formOf(req));
    if (secret !== null) await services.store.flushed();
    res.statusCode = secret === null ? 400 : 200;
    res.setHeader("Content-Type", "application/json");
    res.setHeader("Cache-Control", "no-store");
    const error_description =
      "The code is unknown, used or expired, or was issued to another program. Log in again.";
    res.end(
      JSON.stringify(
        secret === null
          ? {
              error: "invalid_grant",
              error_description,
              errors: [{ status: "400", title: "Bad Request", detail: error_description }],
            }
          : { access_token: secret, token_type: "bearer" },
      ),
    );
  };

/** The authorization code flow with PKCE, for programs in a terminal. */
export const loginApi = (services: ApiServices): RequestHandler =>
  Router().use("/authorize", authorize).use("/token", token(services));
