import type { Entities, EntityType, User } from "../../entities.js";
import type { SandboxContext } from "./context.js";

/**
 * `POST /reset`: everything goes but the account, its administrator with the tokens, the system's roles, and the Scalr
 * runners. One transaction; the account's settings go back to those of the start, time and the numbers of commits go on. Agents of the pools
 * that go are told to stop (R19); files go with what they belonged to.
 */
export function reset({ services, runnerQuota, faults }: SandboxContext) {
  faults.clear();
  const { store, accountId } = services;
  store.transact((tx) => {
    const account = tx.get("accounts", accountId)!;
    const runners = tx.find("agent-pools", "managed", accountId);
    const agents = runners.flatMap((pool) => tx.find("agents", "pool", pool.id));
    const [admin] = [...tx.all("users")].slice(0, 1) as [User];
    const owners = [admin, ...runners, ...agents];
    const kept: Entities[EntityType][] = [
      admin,
      ...tx.find("account-users", "user", admin.id),
      ...[...tx.all("roles")].filter(({ isSystem }) => isSystem),
      ...tx.find("access-policies", "user", admin.id).filter(({ isSystem }) => isSystem),
      ...runners,
      ...agents,
      ...owners.flatMap((owner) => tx.find("access-tokens", "owner", owner.id)),
      ...tx.all("sandbox"),
    ];
    tx.clear();
    tx.insert<"accounts">({
      ...account,
      defaultAgentPool: null,
      allowedIps: [],
      maxConcurrentRuns: runnerQuota,
    });
    for (const entity of kept) tx.insert(entity as never);
  });
  return { status: "ok" };
}
