import { ACCOUNT_LINK, NAME } from "../core/common.js";
import type { Account, IdentityProvider } from "../core/entities.js";
import { newId } from "../core/ids.js";
import { defineResource } from "../core/resource.js";
import type { Reader, Tx } from "../core/schema.js";

/** E8: every account has an identity provider, and its users and teams belong to it unless a world says otherwise. */
export const accountIdentityProvider = (reader: Reader, account: string): string | null =>
  reader.get("accounts", account)?.identityProvider ?? null;

/** Gives an account without an identity provider the one of scalr.io. */
export function ensureIdentityProvider(tx: Tx, account: string): void {
  const { identityProvider } = tx.get("accounts", account)!;
  if (identityProvider && tx.get("identity-providers", identityProvider)) return;
  const [known] = tx.all("identity-providers");
  const provider = known ?? insertDefault(tx, account);
  tx.update("accounts", account, { identityProvider: provider.id });
}

const insertDefault = (tx: Tx, account: string): IdentityProvider =>
  tx.insert<"identity-providers">({
    type: "identity-providers",
    id: newId("idp"),
    name: "scalr",
    idpType: "scalr",
    verificationStatus: "success",
    account,
  });

/** Where people sign in. No operation returns them on their own: they are included with accounts, teams and users. */
export const identityProviders = defineResource<"identity-providers">({
  type: "identity-providers",
  model: "IdentityProvider",
  idPrefix: "idp",
  attributes: {
    name: { ...NAME, required: false, default: "scalr" },
    "idp-type": { type: { enum: ["scalr", "ldap", "saml"] }, writable: true, default: "scalr" },
    "verification-status": {
      type: { enum: ["pending", "success", "running"] },
      writable: true,
      default: "success",
    },
  },
  relationships: { account: { ...ACCOUNT_LINK, writable: "create" } },
  operations: {},
  readPermission: "accounts:read",
  described: true,
  hooks: {
    prepare: (op, input) => ({
      ...input,
      changes: { ...input.changes, account: op.services.accountId },
    }),
    /** The one of scalr.io that a world describes takes the place of the one that the sandbox began with. */
    afterCreate({ tx }, provider) {
      if (provider.idpType !== "scalr") return;
      for (const other of [...tx.all("identity-providers")])
        if (other.idpType === "scalr" && other.id !== provider.id) tx.delete("identity-providers", other.id);
      const account: Account = tx.get("accounts", provider.account)!;
      if (!account.identityProvider || !tx.get("identity-providers", account.identityProvider))
        tx.update("accounts", account.id, { identityProvider: provider.id });
    },
  },
});
