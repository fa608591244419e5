import { ACCOUNT_LINK, byAccount, byId, byName, NAME, sameName, userLink } from "../core/common.js";
import { invalidAttribute } from "../core/errors.js";
import { defineResource } from "../core/resource.js";
import { ownedTokens } from "./owned-tokens.js";

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "") || "service-account";

/** Callers that are programs (R21). Access policies grant them their permissions. */
export const serviceAccounts = defineResource<"service-accounts">({
  type: "service-accounts",
  model: "ServiceAccount",
  idPrefix: "sa",
  attributes: {
    name: { ...NAME, emptyText: "Service account name can not be empty." },
    description: { type: "string", nullable: true, writable: true, maxLength: 1_000 },
    email: { type: "string" },
    status: { type: { enum: ["Active", "Inactive"] }, writable: true, default: "Active" },
    "created-at": { type: "date-time" },
  },
  relationships: {
    account: { ...ACCOUNT_LINK, writable: "create", field: "account" },
    "created-by": userLink("createdBy"),
    owners: { kind: "to-many", target: "teams", writable: true },
  },
  filters: {
    "service-account": byId(),
    account: byAccount(),
    name: byName(),
    email: { index: "email", values: (account) => account.email },
    status: { values: (account) => account.status },
  },
  sort: {
    name: (account) => account.name,
    email: (account) => account.email,
    "created-at": (account) => account.createdAt,
  },
  search: (account) => [account.name, account.email, account.description],
  operations: {
    list: "service-accounts:read",
    read: "service-accounts:read",
    create: "service-accounts:create",
    update: "service-accounts:update",
    delete: "service-accounts:delete",
  },
  hooks: {
    prepare({ services, reader, caller, now }, input, previous) {
      const account = input.changes.account ?? previous?.account ?? services.accountId;
      if (previous !== null) return { ...input, changes: { ...input.changes, account } };
      const domain = slug(reader.get("accounts", account)!.name);
      const email = `${slug(input.changes.name!)}@${domain}.scalr.io`;
      const changes = { ...input.changes, account, email, createdAt: now, createdBy: caller.user };
      return { ...input, changes };
    },
    check(op, next) {
      const same = sameName("service-accounts", op, next);
      const other =
        same ?? op.reader.find("service-accounts", "email", next.email).find(({ id }) => id !== next.id);
      if (!other) return;
      const what = same ? `named '${next.name}'` : `with the email '${next.email}'`;
      throw invalidAttribute("name", `A service account ${what} already exists (${other.id}).`);
    },
  },
  collections: {
    "access-tokens": ownedTokens("service-account", {
      list: "service-accounts:read",
      create: "service-accounts:update",
    }),
  },
});
