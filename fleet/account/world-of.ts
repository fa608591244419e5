import { MAX_CONCURRENCY } from "../../agent/protocol/protocol.js";
import type { Account, VcsProvider } from "../../simulator/core/entities.js";
import {
  DEFAULT_QUOTA,
  emptyWorld,
  newEnvironment,
  newPool,
  newWorkspace,
  type World,
} from "../world/world.js";
import { type ApiObject, linkOf, linksOf, textOf } from "./page.js";
import type { AccountState } from "./read-account.js";

const nameOf = (object: ApiObject) => textOf(object, "name") ?? object.id;

/**
 * The world of an account's objects. The API does not say how many runs an agent executes at once; five is assumed (R8).
 */
export function worldOfAccount(state: AccountState): World {
  const runners = emptyWorld().pools[0]!;
  const ownPools = state.pools.filter(({ attributes }) => attributes["is-scalr-managed"] !== true);
  const own = new Set(ownPools.map(({ id }) => id));
  const account: Account = {
    ...emptyWorld().account,
    id: state.id,
    name: state.account === null ? state.id : nameOf(state.account),
    maxConcurrentRuns: quotaOf(state.account) ?? DEFAULT_QUOTA,
    defaultAgentPool: ownPools.find(({ attributes }) => attributes.default === true)?.id ?? null,
  };
  return {
    account,
    pools: [
      { ...runners, account: state.id },
      ...ownPools.map((pool) => {
        const { id, attributes } = pool;
        const environments = linksOf(pool, "environments");
        return newPool(state.id, nameOf(pool), {
          id,
          isShared: attributes["is-shared"] === true,
          environments: attributes["is-shared"] === true ? [] : environments,
          vcsEnabled: attributes["vcs-enabled"] === true,
          webhookEnabled: attributes["webhook-enabled"] === true,
        });
      }),
    ],
    environments: state.environments.map((environment) =>
      newEnvironment(state.id, nameOf(environment), {
        id: environment.id,
        defaultWorkspaceAgentPool: linkOf(environment, "default-workspace-agent-pool"),
      }),
    ),
    workspaces: state.workspaces.map((workspace) => {
      const { id, attributes } = workspace;
      return newWorkspace(linkOf(workspace, "environment") ?? "", nameOf(workspace), {
        id,
        agentPool: linkOf(workspace, "agent-pool"),
        autoApply: attributes["auto-apply"] === true,
        executionMode: attributes["execution-mode"] === "local" ? "local" : "remote",
        deletionProtectionEnabled: attributes["deletion-protection-enabled"] !== false,
      });
    }),
    vcsProviders: state.vcsProviders.map((provider) => providerOf(state.id, provider)),
    managing: state.workspaces.flatMap(({ id, attributes }) =>
      attributes["has-resources"] === true ? [id] : [],
    ),
    agents: state.agents.flatMap((agent) => {
      const pool = linkOf(agent, "pool");
      const status = textOf(agent, "status");
      const isOnline = status === "idle" || status === "busy";
      return isOnline && pool !== null && own.has(pool) ? [{ pool, slots: MAX_CONCURRENCY }] : [];
    }),
  };
}

function quotaOf(account: ApiObject | null): number | null {
  const quotas = account?.attributes.quotas as
    | { readonly "max-concurrent-runs"?: unknown }
    | null
    | undefined;
  const quota = quotas?.["max-concurrent-runs"];
  return Number.isSafeInteger(quota) && (quota as number) > 0 ? (quota as number) : null;
}

/** A Git server that may be linked to a pool (R6), without its token. */
function providerOf(account: string, provider: ApiObject): VcsProvider {
  return {
    type: "vcs-providers",
    id: provider.id,
    name: nameOf(provider),
    account,
    createdAt: 0,
    vcsType: textOf(provider, "vcs-type") ?? "github",
    authType: "personal_token",
    url: withoutUser(textOf(provider, "url")),
    username: null,
    token: null,
    isShared: true,
    environments: [],
    agentPool: linkOf(provider, "agent-pool"),
    commentsEnabled: false,
    draftPrRunsEnabled: false,
    prMergeCommentsEnabled: false,
    appliesEnabled: true,
    plansEnabled: true,
    checksEnabled: true,
    autoMerge: false,
    compareStrategy: "base-commit",
  };
}

/** An address can contain a password. */
function withoutUser(address: string | null): string | null {
  const url = address !== null && URL.canParse(address) ? new URL(address) : null;
  return url === null ? null : `${url.origin}${url.pathname}`.replace(/\/$/, "");
}
