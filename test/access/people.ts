import type { Api } from "../api/support.js";
import type { Sandbox } from "../support/sandbox.js";

let count = 0;
const fresh = (prefix: string) => `made-${prefix}-${++count}`;

export const roleOf = async (sandbox: Sandbox, permissions: readonly string[]): Promise<string> =>
  (await sandbox.create("roles", { name: fresh("role") }, { permissions })).id;

const scopeLink = (scope: string): Record<string, string> => {
  if (scope.startsWith("env-")) return { environment: scope };
  return scope.startsWith("ws-") ? { workspace: scope } : { account: scope };
};

const subjectLink = (subject: string): Record<string, string> => {
  if (subject.startsWith("sa-")) return { "service-account": subject };
  return subject.startsWith("team-") ? { team: subject } : { user: subject };
};

/** Grants roles to a user, team or service account, in the account, an environment or a workspace. */
export const grant = async (sandbox: Sandbox, subject: string, scope: string, roles: readonly string[]) =>
  (await sandbox.create("access-policies", {}, { ...subjectLink(subject), ...scopeLink(scope), roles })).id;

export const serviceAccount = async (sandbox: Sandbox): Promise<string> =>
  (await sandbox.create("service-accounts", { name: fresh("sa") })).id;

export const tokenFor = async (sandbox: Sandbox, account: string, attributes: object = {}): Promise<string> =>
  (await sandbox.create(`service-accounts/${account}/access-tokens`, attributes as never)).attributes.token;

/** A service account that was granted permissions at a scope, as a client of the API. */
export async function callerWith(
  sandbox: Sandbox,
  permissions: readonly string[],
  scope: string = sandbox.accountId,
): Promise<Api> {
  const account = await serviceAccount(sandbox);
  if (permissions.length > 0) await grant(sandbox, account, scope, [await roleOf(sandbox, permissions)]);
  return sandbox.as(await tokenFor(sandbox, account));
}

export const user = async (sandbox: Sandbox): Promise<string> =>
  (await sandbox.create("users", { email: `${fresh("user")}@sandbox.invalid` })).id;

/** A client that calls as the user. */
export const signIn = async (sandbox: Sandbox, id: string): Promise<Api> =>
  sandbox.as((await sandbox.sandbox("POST", `users/${id}/sign-in`, {})).token);
