import { apiOf, creator, poolWithToken } from "../shared/population.mjs";

const BATCH = 500;
const digits = (n) => n.toString(36).padStart(12, "0");

let template;
let count = 0;

/** Workspaces with a configuration to run, all linked to one pool. Resolves with their ids and the pool's token. */
export async function addRunnable(simulator, wanted) {
  template ??= await first(simulator);
  const { store } = simulator;
  const { workspace, version } = template;
  const ids = [];
  while (ids.length < wanted) {
    store.transact((tx) => {
      const until = Math.min(wanted, ids.length + BATCH);
      while (ids.length < until) {
        const n = ++count;
        const [id, cv] = [`ws-bench${digits(n)}`, `cv-bench${digits(n)}`];
        tx.insert({ ...workspace, id, name: `bench-${n}` });
        tx.insert({ ...version, id: cv, workspace: id, uploadKey: `bench${digits(n)}` });
        ids.push(id);
      }
    });
    await store.flushed();
  }
  return { workspaces: ids, token: template.token };
}

/** Queues one dry run (a plan and no apply) in each workspace. */
export async function addRuns(simulator, workspaces) {
  const { store } = simulator;
  const { run, plan } = template;
  for (let from = 0; from < workspaces.length; from += BATCH) {
    store.transact((tx) => {
      for (const workspace of workspaces.slice(from, from + BATCH)) {
        const n = ++count;
        const [id, planId] = [`run-bench${digits(n)}`, `plan-bench${digits(n)}`];
        const configurationVersion = store.find("configuration-versions", "workspace", workspace)[0].id;
        tx.insert({ ...plan, id: planId, run: id });
        tx.insert({ ...run, id, workspace, configurationVersion, plan: planId, sequence: 1_000_000 + n });
      }
    });
    await store.flushed();
  }
}

/** The first workspace, configuration and run, by the API; the run is canceled once it has been looked at. */
async function first(simulator) {
  const { store } = simulator;
  const create = creator(simulator);
  const { pool, token } = await poolWithToken(simulator, "dispatch");
  const environment = await create("environments", { name: "dispatch" });
  const { id } = await create(
    "workspaces",
    { name: "dispatch" },
    { environment: ["environments", environment.id], "agent-pool": ["agent-pools", pool] },
  );
  const uploaded = await create(
    "configuration-versions",
    { "auto-queue-runs": false },
    { workspace: ["workspaces", id] },
  );
  const response = await fetch(uploaded.links.upload, { method: "PUT", body: EMPTY_ARCHIVE });
  if (!response.ok) throw new Error(`The upload was answered ${response.status}: ${await response.text()}`);
  await apiOf(simulator)("POST", `/api/iacp/v3/workspaces/${id}/actions/lock`, {});
  const made = await create("runs", { "is-dry": true }, { workspace: ["workspaces", id] });
  // In a locked workspace it waits and is what a run is before dispatch has seen it.
  const run = store.get("runs", made.id);
  const plan = store.get("plans", run.plan);
  return {
    token,
    workspace: { ...store.get("workspaces", id), locked: false, lockReason: null, lockedBy: null },
    version: store.get("configuration-versions", uploaded.id),
    run,
    plan,
  };
}

/** A tar.gz that holds an empty main.tf. */
const EMPTY_ARCHIVE = Buffer.from(
  "H4sIAAAAAAAAA+3OQQrCMBQE0BwlJ5C0hHiebAouNJCm97eIKwVdtav3NvNhZvHv9fa4jCUcKe1Kzq/cfeb3PaVrmUNMh371tq2j9hhDb2382v3rAQAAAAAAAAAA4ERP3W3mZwAoAAA=",
  "base64",
);
