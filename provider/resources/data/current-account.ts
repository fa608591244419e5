import { STRING } from "../../../engine/values/index.js";
import { type DataSource, UserError } from "../framework/index.js";

/** `scalr_current_account`: the account of `SCALR_ACCOUNT`, else the only one that the token can see. */
export const currentAccount: DataSource = {
  type: "scalr_current_account",
  noun: "account",
  block: {
    description: "The account that the provider uses.",
    attributes: {
      id: { type: STRING, computed: true, description: "Id of the account." },
      name: { type: STRING, computed: true, description: "Name of the account." },
    },
  },
  async read({ client, env }) {
    const wanted = env.SCALR_ACCOUNT;
    if (wanted) {
      const found = await client.find(`accounts/${encodeURIComponent(wanted)}`);
      if (found) return { id: found.data.id, name: found.data.attributes.name as string };
      throw new UserError(
        `There is no account ${JSON.stringify(wanted)}, which SCALR_ACCOUNT names, or the token may not read it.`,
      );
    }
    const accounts = await client.list("accounts");
    if (accounts.length !== 1) {
      const named = accounts.map((one) => `${JSON.stringify(one.attributes.name)} (${one.id})`).join(", ");
      throw new UserError(
        `The token can read ${accounts.length} accounts${named && `: ${named}`}. Set SCALR_ACCOUNT to the id of one of them.`,
      );
    }
    return { id: accounts[0]!.id, name: accounts[0]!.attributes.name as string };
  },
};
