import type { AgentPool } from "../../simulator/core/entities.js";
import { FleetInputError } from "../input/errors.js";
import { emptyWorld, newPool, type World } from "../world/world.js";
import type { Design, PoolDesign } from "./design.js";
import { constant } from "./schedule.js";

/** The result of applying a design to a world. */
export interface DesignedWorld {
  readonly world: World;
  /** The agents of each pool that can execute runs, by id, without the Scalr runners (R1). */
  readonly staffing: ReadonlyMap<string, PoolDesign>;
}

/**
 * The world with a design's pools, slots and quota. Without a world, the account has only the design's pools, and a single pool
 * is the account's default. @throws FleetInputError
 */
export function applyDesign(given: World | null, design: Design): DesignedWorld {
  const world = given ?? emptyWorld();
  const pools = given === null ? [...world.pools, ...poolsOf(world, design)] : staffedPools(world, design);
  const own = pools.filter(({ isScalrManaged }) => !isScalrManaged);
  const account = {
    ...world.account,
    ...(design.quota !== null && { maxConcurrentRuns: design.quota }),
    ...(given === null && own.length === 1 && { defaultAgentPool: own[0]!.id }),
  };
  const staffing = new Map<string, PoolDesign>();
  for (const pool of own) {
    if (pool.vcsEnabled) continue;
    const designed = design.pools.get(pool.name);
    if (designed !== undefined) staffing.set(pool.id, designed);
    else staffing.set(pool.id, asItIs(world, pool, design.slots));
  }
  return { world: { ...world, account, pools }, staffing };
}

function poolsOf(world: World, design: Design): readonly AgentPool[] {
  return [...design.pools].map(([name, { staffing }]) => {
    if (world.pools.some((pool) => pool.name === name))
      throw new FleetInputError(
        `--agents ${name}: that is the pool of the Scalr runners, which start by themselves. Set their number with --quota.`,
      );
    return newPool(world.account.id, name, { webhookEnabled: staffing.kind === "serverless" });
  });
}

function staffedPools(world: World, design: Design): readonly AgentPool[] {
  for (const name of design.pools.keys()) {
    const pool = world.pools.find((each) => each.name === name);
    const names = world.pools.filter(({ isScalrManaged, vcsEnabled }) => !isScalrManaged && !vcsEnabled);
    if (pool === undefined)
      throw new FleetInputError(
        `--agents ${name}: the world has no pool "${name}". It has: ${names.map((each) => each.name).join(", ") || "none"}.`,
      );
    if (pool.isScalrManaged)
      throw new FleetInputError(
        `--agents ${name}: that is the pool of the Scalr runners, which start by themselves. Set their number with --quota.`,
      );
    if (pool.vcsEnabled)
      throw new FleetInputError(`--agents ${name}: that is a VCS pool, whose agents execute no runs.`);
  }
  return world.pools.map((pool) => {
    const designed = design.pools.get(pool.name);
    return designed === undefined
      ? pool
      : { ...pool, webhookEnabled: designed.staffing.kind === "serverless" };
  });
}

/** The agents of the world. Serverless agents, of which it has none, are ready at once. */
function asItIs(world: World, pool: AgentPool, slots: number | null): PoolDesign {
  const agents = world.agents.filter((agent) => agent.pool === pool.id);
  const most = slots ?? Math.max(1, ...agents.map((agent) => agent.slots));
  if (agents.length === 0 && pool.webhookEnabled)
    return { staffing: { kind: "serverless", delay: 0 }, slots: 1 };
  return { staffing: { kind: "agents", count: constant(agents.length) }, slots: most };
}
