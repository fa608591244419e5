import type { Reader } from "../../simulator/core/schema.js";
import { hasResources } from "../../simulator/workspaces/workspace-service.js";
import type { World } from "./world.js";

/** The world in a store: the objects that decide where runs execute, and the self-hosted agents that are online. */
export function worldOf(reader: Reader, accountId: string): World {
  const pools = [...reader.all("agent-pools")].map((pool) => ({
    ...pool,
    webhookUrl: null,
    webhookHeaders: [],
  }));
  const own = new Set(pools.filter(({ isScalrManaged }) => !isScalrManaged).map(({ id }) => id));
  return {
    account: reader.get("accounts", accountId)!,
    environments: [...reader.all("environments")],
    workspaces: [...reader.all("workspaces")],
    pools,
    vcsProviders: [...reader.all("vcs-providers")].map((provider) => ({ ...provider, token: null })),
    managing: [...reader.all("workspaces")].filter((each) => hasResources(each, reader)).map(({ id }) => id),
    agents: [...reader.all("agents")]
      .filter(({ pool, condition }) => own.has(pool) && condition === "online")
      .map(({ pool, concurrency }) => ({ pool, slots: concurrency })),
  };
}
