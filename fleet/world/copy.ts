import type { StateVersion } from "../../simulator/core/entities.js";
import { newId } from "../../simulator/core/ids.js";
import { type Simulator, startSimulator } from "../../simulator/server.js";
import type { World } from "./world.js";

/** A serverless pool of a world has no address, and a copy never calls one. */
const NOWHERE = "https://withheld.invalid/";

/**
 * A sandbox in memory that holds a world as it is, including what the API's rules would reject today, such as a link to a pool
 * that was taken from its environment (R3). It makes no outside calls. The caller closes it.
 */
export async function openCopy(world: World): Promise<Simulator> {
  const { account, environments, workspaces, vcsProviders } = world;
  const simulator = await startSimulator({
    accountId: account.id,
    accountName: account.name,
    runners: false,
    clock: "virtual",
    logLevel: "error",
  });
  const pools = world.pools
    .filter(({ isScalrManaged }) => !isScalrManaged)
    .map((pool) => (pool.webhookEnabled ? { ...pool, webhookUrl: NOWHERE } : pool));
  const states = world.managing.map(stateOf);
  const current = new Map(states.map(({ id, workspace }) => [workspace, id]));
  simulator.store.transact((tx) => {
    for (const pool of pools) tx.insert<"agent-pools">(pool);
    for (const environment of environments) tx.insert<"environments">(environment);
    for (const state of states) tx.insert<"state-versions">(state);
    for (const workspace of workspaces)
      tx.insert<"workspaces">({ ...workspace, currentStateVersion: current.get(workspace.id) ?? null });
    for (const provider of vcsProviders) tx.insert<"vcs-providers">(provider);
    const { maxConcurrentRuns, defaultAgentPool } = account;
    tx.update("accounts", account.id, { maxConcurrentRuns, defaultAgentPool });
  });
  return simulator;
}

/** The state of a workspace that has resources, of which nothing else is known. */
const stateOf = (workspace: string): StateVersion => ({
  type: "state-versions",
  id: newId("sv"),
  workspace,
  run: null,
  createdAt: 0,
  serial: 1,
  lineage: "",
  md5: "",
  size: 0,
  summary: {
    outputs: [],
    resources: [
      { address: "?", type: "?", name: "?", module: null, provider: "?", mode: "managed", count: 1 },
    ],
  },
});
