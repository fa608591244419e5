import { agentStatus } from "../../simulator/agents/agent-status-rules.js";
import type { AgentPool, AgentStatus } from "../../simulator/core/entities.js";
import type { Store } from "../../simulator/core/schema.js";
import { SandboxError } from "./errors.js";

/** A pool at one moment. The Scalr runners are not included (R1). */
export interface TestPool {
  readonly id: string;
  readonly name: string;
  /** R5 */
  readonly kind: "runs" | "vcs";
  /** Sorted names of the environments that may use it; null if all may (R3). */
  readonly environments: readonly string[] | null;
  readonly agents: readonly { readonly id: string; readonly name: string; readonly status: AgentStatus }[];
}

/** The account's pools, by name. */
export function pools(store: Store): TestPool[] {
  return [...store.all("agent-pools")]
    .filter(({ isScalrManaged }) => !isScalrManaged)
    .map((pool) => describe(store, pool))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A pool by its name or id. @throws SandboxError */
export function pool(store: Store, named: string): TestPool {
  const all = pools(store);
  const found = all.find(({ id, name }) => id === named || name === named);
  if (found !== undefined) return found;
  const names = all.map(({ name }) => `"${name}"`).join(", ");
  throw new SandboxError(
    `There is no pool "${named}" in the sandbox. ${
      names === "" ? "There is none at all: apply a stack that declares one first." : `There are: ${names}.`
    }`,
  );
}

function describe(store: Store, { id, name, vcsEnabled, isShared, environments }: AgentPool): TestPool {
  const names = environments.map(
    (environment) => store.get("environments", environment)?.name ?? environment,
  );
  const agents = store.find("agents", "pool", id).map((agent) => {
    return {
      id: agent.id,
      name: agent.name,
      status: agentStatus(agent, store.count("tasks", "agent", agent.id)),
    };
  });
  return {
    id,
    name,
    kind: vcsEnabled ? "vcs" : "runs",
    environments: isShared ? null : names.sort(),
    agents,
  };
}
