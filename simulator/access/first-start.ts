import type { Account, AgentPool, User } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Store, Tx } from "../core/schema.js";
import { DEFAULT_RUNNER_QUOTA, type SimulatorOptions } from "../platform/start/options.js";
import { OptionError, OtherAccountError } from "../platform/start-errors.js";
import { ensureIdentityProvider } from "./identity-providers.js";
import { ADMIN_ROLE, SYSTEM_ROLES, systemRole } from "./system-roles.js";

const ACCOUNT_ID = /^acc-[A-Za-z0-9-]{1,60}$/;

const ADMIN = { email: "admin@sandbox.invalid", username: "admin", fullName: "Sandbox Administrator" };

/**
 * Creates what every sandbox has at its first start: one account, its administrator, and the pool of the Scalr runners (R1).
 * Later starts find these objects and apply the options that may change. @throws OtherAccountError
 */
export function ensureAccount(
  store: Store,
  now: number,
  options: SimulatorOptions,
): { account: Account; admin: User } {
  for (const account of store.all("accounts")) {
    if (options.accountId !== undefined && options.accountId !== account.id)
      throw new OtherAccountError(account.id, options.accountId);
    const changes = {
      ...(options.accountName !== undefined && { name: options.accountName }),
      ...(options.runnerQuota !== undefined && { maxConcurrentRuns: options.runnerQuota }),
    };
    store.transact((tx) => {
      tx.update("accounts", account.id, changes);
      ensureSystemRoles(tx);
      ensureIdentityProvider(tx, account.id);
    });
    for (const admin of store.all("users")) {
      store.transact((tx) => ensureAdministrator(tx, account.id, admin));
      return { account: store.get("accounts", account.id)!, admin };
    }
  }
  return store.transact((tx) => firstStart(tx, now, options));
}

function firstStart(tx: Tx, now: number, options: SimulatorOptions): { account: Account; admin: User } {
  const id = options.accountId ?? newId("acc");
  if (!ACCOUNT_ID.test(id)) throw new OptionError(`The account's id must look like 'acc-4k2m', not '${id}'.`);
  const account = tx.insert<"accounts">({
    type: "accounts",
    id,
    name: options.accountName ?? "sandbox",
    createdAt: now,
    allowedIps: [],
    maxConcurrentRuns: options.runnerQuota ?? DEFAULT_RUNNER_QUOTA,
    defaultAgentPool: null,
    owner: null,
    identityProvider: null,
  });
  const admin = tx.insert<"users">({
    type: "users",
    id: newId("user"),
    createdAt: now,
    status: "Active",
    lastLoginAt: null,
    identityProviders: [],
    ...ADMIN,
  });
  ensureSystemRoles(tx);
  ensureIdentityProvider(tx, id);
  ensureAdministrator(tx, id, admin);
  const pool: AgentPool = {
    type: "agent-pools",
    id: newId("apool"),
    name: "scalr-runners",
    account: id,
    createdAt: now,
    isShared: true,
    environments: [],
    environment: null,
    vcsEnabled: false,
    isScalrManaged: true,
    webhookEnabled: false,
    webhookUrl: null,
    webhookHeaders: [],
  };
  tx.insert<"agent-pools">(pool);
  return { account, admin };
}

/** R21: creates or updates the system roles of this version. They are found by name, because a world may set their ids (E12). */
export function ensureSystemRoles(tx: Tx): void {
  for (const role of SYSTEM_ROLES) {
    const known = systemRole(tx, role.name);
    if (known && known.permissions.join() === role.permissions.join()) continue;
    const { id, ...fields } = role;
    if (known) tx.update("roles", known.id, fields);
    else tx.insert<"roles">({ type: "roles", id, account: null, isSystem: true, ...fields });
  }
}

/** The administrator is a member of the account and may do everything in it. */
function ensureAdministrator(tx: Tx, account: string, admin: User): void {
  if (tx.count("account-users", "user", admin.id) === 0)
    tx.insert<"account-users">({
      type: "account-users",
      id: newId("accu"),
      account,
      user: admin.id,
      status: "Active",
    });
  if (tx.find("access-policies", "user", admin.id).some(({ isSystem }) => isSystem)) return;
  tx.insert<"access-policies">({
    type: "access-policies",
    id: newId("ap"),
    isSystem: true,
    roles: [systemRole(tx, ADMIN_ROLE)!.id],
    user: admin.id,
    team: null,
    serviceAccount: null,
    account,
    environment: null,
    workspace: null,
  });
}
