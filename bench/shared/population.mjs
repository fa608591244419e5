/**
 * Fills a simulator that runs in this process. A first object of each kind is made by the API; the others are copies of it under
 * ids and names of their own, committed to the store in batches as requests would commit them one by one.
 */

/** Workspaces of one environment, of which every second one is for production. */
export const PER_ENVIRONMENT = 200;
const BATCH = 500;

const digits = (n) => n.toString(36).padStart(12, "0");

/** Turns a script's own work into requests to the API. */
export function apiOf({ url, token }) {
  return async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        "Content-Type": path.startsWith("/api/iacp") ? "application/vnd.api+json" : "application/json",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
}

export function creator(simulator) {
  const api = apiOf(simulator);
  return async (type, attributes = {}, links = {}, path = type) => {
    const relationships = Object.fromEntries(
      Object.entries(links).map(([name, [target, id]]) => [name, { data: { type: target, id } }]),
    );
    const answer = await api("POST", `/api/iacp/v3/${path}`, { data: { type, attributes, relationships } });
    return answer.data;
  };
}

/** `count` workspaces, in environments of `PER_ENVIRONMENT` with a pool for each. Resolves with ids to ask for. */
export async function addWorkspaces(simulator, count) {
  const { store } = simulator;
  const create = creator(simulator);
  const firstPool = await create("agent-pools", { name: "bench" });
  const own = await create("environments", { name: "bench-new" });
  const first = await create("environments", { name: "bench" });
  const made = await create(
    "workspaces",
    { name: "bench-0", "auto-apply": true, "environment-type": "production" },
    { environment: ["environments", first.id], "agent-pool": ["agent-pools", firstPool.id] },
  );
  const pool = store.get("agent-pools", firstPool.id);
  const [environment, workspace] = [store.get("environments", first.id), store.get("workspaces", made.id)];
  const [environments, workspaces] = [[first.id], [made.id]];
  let agentPool = pool.id;
  for (let from = 1; from < count; from += BATCH) {
    store.transact((tx) => {
      for (let n = from; n < Math.min(count, from + BATCH); n++) {
        if (n % PER_ENVIRONMENT === 0) {
          const id = `env-bench${digits(n)}`;
          tx.insert({ ...environment, id, name: `bench-${n}` });
          environments.push(id);
          agentPool = `apool-bench${digits(n)}`;
          tx.insert({ ...pool, id: agentPool, name: `bench-${n}` });
        }
        const id = `ws-bench${digits(n)}`;
        const environmentType = n % 2 === 0 ? "production" : "development";
        tx.insert({
          ...workspace,
          id,
          name: `bench-${n}`,
          environment: environments.at(-1),
          agentPool,
          environmentType,
        });
        workspaces.push(id);
      }
    });
    await store.flushed();
  }
  return { environments, workspaces, own: own.id };
}

/** `count` agents that have joined and are silent since. */
export async function addAgents(simulator, count) {
  const { store } = simulator;
  const { token } = await poolWithToken(simulator, "silent");
  const joined = await register(simulator.url, token, "silent-0");
  const agent = store.get("agents", joined.agent.id);
  const session = store.get("access-tokens", agent.sessionToken);
  // The first one has just called and would still be in contact (R13).
  store.transact((tx) => {
    tx.delete("agents", agent.id);
    tx.delete("access-tokens", session.id);
  });
  for (let from = 0; from < count; from += BATCH) {
    store.transact((tx) => {
      for (let n = from; n < Math.min(count, from + BATCH); n++) {
        const [id, sessionToken] = [`agent-bench${digits(n)}`, `at-bench${digits(n)}`];
        tx.insert({ ...session, id: sessionToken, hash: `bench${digits(n)}`, owner: id });
        tx.insert({ ...agent, id, name: `silent-${n + 1}`, sessionToken });
      }
    });
    await store.flushed();
  }
}

export async function poolWithToken(simulator, name) {
  const create = creator(simulator);
  const pool = await create("agent-pools", { name });
  const token = await create("access-tokens", {}, {}, `agent-pools/${pool.id}/access-tokens`);
  return { pool: pool.id, token: token.attributes.token };
}

export function register(url, token, name, concurrency = 5) {
  return apiOf({ url, token })("POST", "/api/agents/v1/register", {
    name,
    concurrency,
    os: "linux",
    cpuPlatform: "linux_amd64",
    driver: "local",
    runtime: "vm",
    version: "1.0.0",
  });
}
