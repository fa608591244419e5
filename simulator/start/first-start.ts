import type { Account, AgentPool, User } from "../entities.js";
import { newId } from "../ids.js";
import type { Store, Tx } from "../schema.js";
import { OptionError, OtherAccountError } from "./errors.js";
import { DEFAULT_RUNNER_QUOTA, type SimulatorOptions } from "./options.js";

const ACCOUNT_ID = /^acc-[A-Za-z0-9-]{1,60}$/;

const ADMIN = { email: "admin@sandbox.invalid", username: "admin", fullName: "Sandbox Administrator" };

/**
 * What every sandbox has: one account, its administrator, and the pool of the Scalr runners (R1). Made at the first
 * start; later starts find it, and take over the options that may change.
 * @throws OtherAccountError
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
    store.transact((tx) => tx.update("accounts", account.id, changes));
    for (const admin of store.all("users")) return { account: store.get("accounts", account.id)!, admin };
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
  });
  const admin = tx.insert<"users">({ type: "users", id: newId("user"), createdAt: now, ...ADMIN });
  const pool: AgentPool = {
    type: "agent-pools",
    id: newId("apool"),
    name: "scalr-runners",
    account: id,
    createdAt: now,
    isShared: true,
    environments: [],
    vcsEnabled: false,
    isScalrManaged: true,
    webhookEnabled: false,
    webhookUrl: null,
    webhookHeaders: [],
  };
  tx.insert<"agent-pools">(pool);
  return { account, admin };
}
