import { requirePermission } from "../core/authorize.js";
import { byId } from "../core/common.js";
import type { Account } from "../core/entities.js";
import { invalidAttribute } from "../core/errors.js";
import { defineResource } from "../core/resource.js";
import { ACCOUNT } from "../core/scopes.js";
import { accountActions } from "./account-actions.js";
import { isIPv4Network } from "./network-rules.js";

/** R7: the largest quota of concurrent runs. */
const LARGEST_QUOTA = 1_000;

/** The account. A sandbox has exactly one, created at its first start. */
export const accounts = defineResource<"accounts">({
  type: "accounts",
  model: "Account",
  idPrefix: "acc",
  attributes: {
    name: {
      type: "string",
      writable: true,
      minLength: 1,
      maxLength: 255,
      emptyText: "Name cannot be empty.",
    },
    "allowed-ips": {
      type: { array: "string" },
      writable: true,
      check: (ips: string[]) => {
        const wrong = ips.findIndex((ip) => !isIPv4Network(ip));
        return wrong < 0 ? null : { detail: "value is not a valid IPv4 network", at: [wrong] };
      },
    },
    "created-at": { type: "date-time" },
    "last-login-attempt-at": { type: "date-time", nullable: true, read: () => null, pure: true },
    "login-attempts": { type: "number", nullable: true, read: () => null, pure: true },
    quotas: {
      type: { object: { "max-concurrent-runs": { type: "integer" } } },
      writable: true,
      read: (account) => ({ "max-concurrent-runs": account.maxConcurrentRuns }),
      pure: true,
    },
    "support-access-enabled": { type: "boolean", read: () => false, pure: true },
  },
  relationships: {
    // Until somebody else is made the owner, it is the administrator.
    owner: {
      kind: "to-one",
      target: "users",
      writable: true,
      field: "owner",
      read: ({ owner }, { reader }) =>
        owner !== null && reader.get("users", owner) ? owner : firstUser(reader.all("users")),
    },
    "billing-plan": { kind: "to-one", simulated: false },
    "identity-provider": { kind: "to-one", target: "identity-providers", writable: true },
  },
  filters: { account: byId(), name: { values: (account) => account.name } },
  sort: { name: (account) => account.name, "created-at": (account) => account.createdAt },
  search: (account) => [account.name],
  operations: { list: "accounts:read", read: "accounts:read", update: "accounts:update" },
  actions: accountActions,
  hooks: {
    prepare(op, input) {
      if (!input.given.has("quotas")) return input;
      requirePermission("accounts:set-quotas", ACCOUNT, op);
      const quota = (input.extra.quotas as { "max-concurrent-runs"?: number })["max-concurrent-runs"];
      if (quota === undefined) return input;
      if (quota < 1 || quota > LARGEST_QUOTA) {
        throw invalidAttribute(
          "quotas",
          `'max-concurrent-runs' must be from 1 to ${LARGEST_QUOTA}, not ${quota}.`,
          "max-concurrent-runs",
        );
      }
      return { ...input, changes: { ...input.changes, maxConcurrentRuns: quota } satisfies Partial<Account> };
    },
  },
});

function firstUser(users: Iterable<{ readonly id: string }>): string | null {
  for (const user of users) return user.id;
  return null;
}
