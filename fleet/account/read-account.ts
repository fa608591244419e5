import { AccountReadError } from "../input/errors.js";
import type { AccountLists, List } from "./lists.js";
import { type ApiObject, linkOf } from "./page.js";

/** The objects that decide where an account's runs execute, as its API shows them. */
export interface AccountState {
  readonly id: string;
  /** Null if the token cannot read the account itself. */
  readonly account: ApiObject | null;
  readonly pools: readonly ApiObject[];
  readonly environments: readonly ApiObject[];
  readonly workspaces: readonly ApiObject[];
  readonly vcsProviders: readonly ApiObject[];
  readonly agents: readonly ApiObject[];
}

const LISTS = {
  accounts: { path: "accounts", noun: "account", attributes: ["name", "quotas"] },
  pools: {
    path: "agent-pools",
    noun: "agent pools",
    attributes: ["name", "default", "is-shared", "is-scalr-managed", "vcs-enabled", "webhook-enabled"],
  },
  environments: { path: "environments", noun: "environments", attributes: ["name"] },
  workspaces: {
    path: "workspaces",
    noun: "workspaces",
    attributes: [
      "name",
      "execution-mode",
      "auto-apply",
      "deletion-protection-enabled",
      "has-resources",
      "locked",
    ],
  },
  vcsProviders: { path: "vcs-providers", noun: "VCS providers", attributes: ["name", "vcs-type", "url"] },
  agents: { path: "agents", noun: "agents", attributes: ["name", "status"] },
} as const satisfies Record<string, List>;

/** Statuses of an API for lists that a token cannot read or that do not exist. */
const DENIED: readonly unknown[] = [403, 404];

/**
 * Reads the account of a token, one list after the other.
 * @throws AccountReadError if the answers do not describe one account, and what reading throws
 */
export async function readAccount(lists: AccountLists): Promise<AccountState> {
  const accounts = await orNone(lists.all(LISTS.accounts));
  const pools = await lists.all(LISTS.pools);
  const environments = await lists.all(LISTS.environments);
  const workspaces = await lists.all(LISTS.workspaces);
  const vcsProviders = await orNone(lists.all(LISTS.vcsProviders));
  const agents = await orNone(lists.all(LISTS.agents));
  const id = accountOf([...environments, ...pools], accounts);
  const state = { id, pools, environments, workspaces, vcsProviders, agents };
  checkLinks(state);
  return { ...state, account: accounts.find((account) => account.id === id) ?? null };
}

/** Reads a list that is useful but not required. */
async function orNone(read: Promise<readonly ApiObject[]>): Promise<readonly ApiObject[]> {
  try {
    return await read;
  } catch (error) {
    if (DENIED.includes((error as { status?: unknown }).status)) return [];
    throw error;
  }
}

function accountOf(objects: readonly ApiObject[], accounts: readonly ApiObject[]): string {
  const ids = [...new Set(objects.flatMap((object) => linkOf(object, "account") ?? []))];
  if (ids.length > 1)
    throw new AccountReadError(
      `The token reads objects of ${ids.length} accounts (${ids.slice(0, 3).join(", ")}). Use a token of one account.`,
    );
  const id = ids[0] ?? accounts[0]?.id;
  if (id !== undefined) return id;
  throw new AccountReadError(
    "The host shows no account, no environment and no agent pool to this token. Use a token that can read them.",
  );
}

/** With a token that cannot read everything, the results would look right and be wrong. @throws AccountReadError */
function checkLinks(state: Omit<AccountState, "account">): void {
  const environments = new Set(state.environments.map(({ id }) => id));
  const pools = new Set(state.pools.map(({ id }) => id));
  const lost = (from: readonly ApiObject[], name: string, known: ReadonlySet<string>) =>
    from.filter((object) => {
      const id = linkOf(object, name);
      return id !== null && !known.has(id);
    });
  const refuse = (objects: readonly ApiObject[], name: string, what: string, permission: string) => {
    const [first] = objects;
    if (first === undefined) return;
    const more = objects.length > 1 ? ` and ${objects.length - 1} more` : "";
    throw new AccountReadError(
      `${first.type} ${first.id}${more}: their ${what} ${linkOf(first, name)} is not among those that the token can read. ` +
        `Give it the permission ${permission} for the whole account.`,
    );
  };
  refuse(
    lost(state.workspaces, "environment", environments),
    "environment",
    "environment",
    "environments:read",
  );
  refuse(lost(state.workspaces, "agent-pool", pools), "agent-pool", "agent pool", "agent-pools:read");
  refuse(
    lost(state.environments, "default-workspace-agent-pool", pools),
    "default-workspace-agent-pool",
    "default agent pool",
    "agent-pools:read",
  );
}
