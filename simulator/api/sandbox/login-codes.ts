import { badRequest } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import type { OperationRequest, SandboxContext } from "./context.js";

const NAMES = ["clientId", "redirectUri", "state", "codeChallenge", "codeChallengeMethod"] as const;

/**
 * `POST /login-codes`: the signed-in user gives a program in their terminal a token of theirs. The response has the address that
 * the browser opens next, which passes the code to the program.
 */
export function allowLogin({ services }: SandboxContext, { body, caller }: OperationRequest) {
  const given = isObject(body) ? body : {};
  for (const name of NAMES)
    if (typeof given[name] !== "string") throw badRequest(`The body must have '${name}'.`, `/${name}`);
  const request = given as Record<(typeof NAMES)[number], string>;
  const owner = caller!.user!;
  const kind = services.store.get("users", owner) ? ("user" as const) : ("service-account" as const);
  const code = services.logins.issue({ kind, owner }, request, services.clock.now());
  const redirect = new URL(request.redirectUri);
  redirect.searchParams.set("code", code);
  redirect.searchParams.set("state", request.state);
  return { redirect: redirect.href };
}
