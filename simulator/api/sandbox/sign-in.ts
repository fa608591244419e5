import { badRequest, invalid, notFound } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import type { SandboxContext } from "./context.js";

interface SignIn {
  readonly description: string | null;
  /** Minutes. */
  readonly expiresIn: number | null;
}

function decode(body: unknown): SignIn {
  if (body !== undefined && !isObject(body)) throw badRequest("The body must be a JSON object.", "");
  const description = body?.description ?? null;
  const expiresIn = body?.["expires-in"] ?? null;
  if (description !== null && (typeof description !== "string" || description.length > 1_000))
    throw invalid("'description' must be a string of at most 1000 characters.", "/description");
  if (expiresIn !== null && !(typeof expiresIn === "number" && Number.isInteger(expiresIn) && expiresIn > 0))
    throw invalid("'expires-in' must be a whole number of minutes from 1.", "/expires-in");
  return { description, expiresIn } as SignIn;
}

/**
 * `POST /users/:id/sign-in`: takes the place of scalr.io's sign-in page. The response `{user, id, token}` has a new token of that
 * user, shown once. A pending user becomes active.
 */
export function signIn(
  { services }: SandboxContext,
  request: { readonly id: string; readonly body: unknown },
) {
  const { description, expiresIn } = decode(request.body);
  const { store, clock, tokens } = services;
  return store.transact((tx) => {
    const user = tx.get("users", request.id);
    if (!user) throw notFound("User", request.id);
    const members = tx.find("account-users", "user", user.id);
    if (user.status === "Inactive" || members.some(({ status }) => status === "Inactive"))
      throw invalid(`User '${user.email}' (${user.id}) is inactive. Make it active first.`);
    const now = clock.now();
    tx.update("users", user.id, { status: "Active", lastLoginAt: now });
    for (const member of [...members])
      if (member.status === "Pending") tx.update("account-users", member.id, { status: "Active" });
    const expiresAt = expiresIn === null ? null : now + expiresIn * 60_000;
    const asked = { kind: "user", owner: user.id, description, createdBy: user.id, expiresAt } as const;
    const { token, secret } = tokens.issue(tx, now, asked);
    return { user: user.id, id: token.id, token: secret };
  });
}
