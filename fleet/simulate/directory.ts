import type { AgentPool, Environment, Workspace } from "../../simulator/core/entities.js";
import type { Tx } from "../../simulator/core/schema.js";
import type { Design } from "../design/design.js";
import { FleetInputError } from "../input/errors.js";
import type { Arrival } from "../workload/workload.js";
import { newEnvironment, newWorkspace, type World } from "../world/world.js";

/** The environment of workspaces that are not in the world and for which the workload names none. */
const ADDED_ENVIRONMENT = "trace";

/**
 * Finds in the simulated world what a workload names. Workspaces that are not in the world are added for as long as they have
 * runs.
 */
export class Directory {
  private readonly environments = new Map<string, Environment>();
  private readonly pools = new Map<string, AgentPool>();
  /** Ids of workspaces by the id of their environment and their name, and of those of the world by name alone. */
  private readonly workspaces = new Map<string, Map<string, string>>();
  private readonly named = new Map<string, string[]>();
  /** Ids of those that were added. */
  private readonly added = new Set<string>();
  private readonly accountId: string;

  constructor(
    world: World,
    private readonly design: Design,
    /** Whether the user gave a world. Then a name that it lacks is an error. */
    private readonly isGiven: boolean,
  ) {
    this.accountId = world.account.id;
    for (const environment of world.environments) this.environments.set(environment.name, environment);
    for (const pool of world.pools) this.pools.set(pool.name, pool);
    for (const { id, name, environment } of world.workspaces) {
      this.within(environment).set(name, id);
      this.named.set(name, [...(this.named.get(name) ?? []), id]);
    }
  }

  /** The workspace of a run, linked to the pool that the workload names. @throws FleetInputError */
  workspaceOf(tx: Tx, arrival: Arrival): Workspace {
    const pool = arrival.pool === null ? null : this.poolNamed(arrival.pool, arrival.where);
    const workspace = this.found(tx, arrival) ?? this.add(tx, arrival, pool);
    return pool === null || workspace.agentPool === pool
      ? workspace
      : tx.update("workspaces", workspace.id, { agentPool: pool });
  }

  /** Removes a workspace that was added for runs that have ended. */
  release(tx: Tx, id: string): void {
    if (!this.added.has(id) || tx.count("runs", "workspace", id) > 0) return;
    const { environment, name } = tx.get("workspaces", id)!;
    this.added.delete(id);
    this.within(environment).delete(name);
    tx.delete("workspaces", id);
  }

  private within(environment: string): Map<string, string> {
    let known = this.workspaces.get(environment);
    if (known === undefined) {
      known = new Map();
      this.workspaces.set(environment, known);
    }
    return known;
  }

  private found(tx: Tx, { workspace, environment, where }: Arrival): Workspace | undefined {
    const ids = environment === null ? this.named.get(workspace) : undefined;
    if (ids === undefined) {
      const home = this.environments.get(environment ?? ADDED_ENVIRONMENT);
      const id = home && this.within(home.id).get(workspace);
      return id === undefined ? undefined : tx.get("workspaces", id);
    }
    if (ids.length > 1)
      throw new FleetInputError(
        `${where}: ${ids.length} workspaces of the world are called "${workspace}". Add the column environment.`,
      );
    return tx.get("workspaces", ids[0]!);
  }

  private add(tx: Tx, { workspace, environment, where }: Arrival, pool: string | null): Workspace {
    const home = this.environmentNamed(tx, environment, where);
    const added = newWorkspace(home.id, workspace, { agentPool: pool });
    this.within(home.id).set(workspace, added.id);
    this.added.add(added.id);
    return tx.insert<"workspaces">(added);
  }

  private environmentNamed(tx: Tx, name: string | null, where: string): Environment {
    const known = this.environments.get(name ?? ADDED_ENVIRONMENT);
    if (known !== undefined) return known;
    if (name !== null && this.isGiven)
      throw new FleetInputError(
        `${where}: the world has no environment "${name}".${listed("It has", [...this.environments.keys()])}`,
      );
    const added = tx.insert<"environments">(newEnvironment(this.accountId, name ?? ADDED_ENVIRONMENT));
    this.environments.set(added.name, added);
    return added;
  }

  private poolNamed(name: string, where: string): string {
    const pool = this.pools.get(name);
    if (pool === undefined) {
      const remedy = this.isGiven ? "" : ` Give it agents with --agents ${name}=1.`;
      const names = [...this.pools.values()].filter(({ vcsEnabled }) => !vcsEnabled).map(({ name }) => name);
      throw new FleetInputError(
        `${where}: design "${this.design.name}" has no pool "${name}".${remedy}${listed("It has", names)}`,
      );
    }
    if (pool.vcsEnabled)
      throw new FleetInputError(`${where}: pool "${name}" is a VCS pool, whose agents execute no runs.`);
    return pool.id;
  }
}

function listed(before: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const more = names.length > 8 ? ` and ${names.length - 8} more` : "";
  return ` ${before}: ${names.slice(0, 8).join(", ")}${more}.`;
}
