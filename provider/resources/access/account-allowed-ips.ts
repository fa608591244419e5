import { listOf, STRING } from "../../../engine/values/index.js";
import { type Context, type ManagedResource, type PlainObject, UserError } from "../framework/index.js";
import { id, text } from "../shared/common-attributes.js";

const pathTo = (account: string) => `accounts/${encodeURIComponent(account)}`;

/** The given account, else the only one that the token can read. */
async function accountOf({ client, env }: Context, given: unknown): Promise<string> {
  if (typeof given === "string") return given;
  if (env.SCALR_ACCOUNT) return env.SCALR_ACCOUNT;
  const accounts = await client.list("accounts");
  if (accounts.length === 1) return accounts[0]!.id;
  throw new UserError(`The token can read ${accounts.length} accounts. Set account_id to one of them.`);
}

async function write({ client }: Context, account: string, ips: readonly string[]): Promise<void> {
  const attributes = { "allowed-ips": [...ips] };
  await client.update(pathTo(account), { type: "accounts", id: account, attributes });
}

async function set(context: Context, planned: PlainObject): Promise<PlainObject> {
  const account = await accountOf(context, planned.account_id);
  await write(context, account, planned.allowed_ips as string[]);
  return { ...planned, id: account, account_id: account };
}

async function read({ client }: Context, account: string): Promise<PlainObject | null> {
  const found = await client.find(pathTo(account));
  const ips = (found?.data.attributes["allowed-ips"] ?? []) as string[];
  return ips.length === 0 ? null : { id: account, account_id: account, allowed_ips: ips };
}

/** `scalr_account_allowed_ips` */
export const accountAllowedIps: ManagedResource = {
  type: "scalr_account_allowed_ips",
  noun: "list of allowed networks of the account",
  block: {
    description:
      "The networks from which the account's API accepts calls. Without this resource it accepts calls from any network. Import it by the " +
      "account's id.",
    attributes: {
      id,
      account_id: text("Id of the account. Default: the token's.", { computed: true }),
      allowed_ips: {
        type: listOf(STRING),
        required: true,
        description: 'IPv4 addresses and networks, such as "10.0.0.0/8".',
        validate: [
          (value) =>
            (value as unknown[]).length > 0
              ? null
              : "must name at least one network: an empty list would reject every call.",
        ],
      },
    },
  },
  create: set,
  read: (context, state) => read(context, String(state.id)),
  update: (context, _prior, planned) => set(context, planned),
  delete: (context, state) => write(context, String(state.id), []),
  import: (context, importId) => read(context, importId),
};
