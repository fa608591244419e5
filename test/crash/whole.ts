import type { Entities } from "../../simulator/core/entities.js";
import { DATA_VERSION, MIGRATIONS } from "../../simulator/core/migrations.js";
import { INDEXES } from "../../simulator/core/schema.js";
import { openStore, type Store } from "../../simulator/platform/store/index.js";
import { Wrong } from "./client.js";

/** Opens what a dead simulator left, which must be possible, and looks whether anything in it is half done. */
export async function inspect(dir: string): Promise<void> {
  const store = await openStore<Entities>({
    dir,
    schema: INDEXES,
    version: DATA_VERSION,
    migrations: MIGRATIONS,
  });
  try {
    refuseHalves(store);
  } finally {
    await store.close();
  }
}

/** What one transaction made is there together: every link leads somewhere, both ways, and no two runs have the same place. */
function refuseHalves(store: Store<Entities>): void {
  const has = (from: string, type: keyof Entities, id: string | null) => {
    if (id !== null && store.get(type, id) === undefined)
      throw new Wrong(`'${from}' refers to '${id}' of type '${type}', which is not there`);
  };
  for (const { id, environments } of store.all("agent-pools"))
    for (const environment of environments) has(id, "environments", environment);
  for (const { id, environment, agentPool } of store.all("workspaces")) {
    has(id, "environments", environment);
    has(id, "agent-pools", agentPool);
  }
  for (const run of store.all("runs")) {
    has(run.id, "workspaces", run.workspace);
    has(run.id, "configuration-versions", run.configurationVersion);
    has(run.id, "plans", run.plan);
    has(run.id, "applies", run.apply);
  }
  for (const { id, run } of store.all("plans")) has(id, "runs", run);
  for (const { id, run } of store.all("tasks")) has(id, "runs", run);
  for (const { id, pool, sessionToken } of store.all("agents")) {
    has(id, "agent-pools", pool);
    has(id, "access-tokens", sessionToken);
  }
  const sequences = [...store.all("runs")].map(({ sequence }) => sequence);
  if (new Set(sequences).size !== sequences.length)
    throw new Wrong("two runs have the same place in the queue");
}
