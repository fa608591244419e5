import type { AgentPool, Run } from "../../simulator/core/entities.js";
import { poolType } from "../../simulator/pools/pool-rules.js";
import type { Change } from "../events/sse.js";
import { printable } from "./text.js";
import { runRow } from "./view.js";
import type { World } from "./world.js";

/** One thing that happened, for a line of text or of JSON. */
export interface News {
  readonly type: "pool" | "agent" | "run";
  /** Sandbox time. */
  readonly at: string;
  readonly action: "created" | "updated" | "deleted";
  readonly id: string;
  /** The rest of it, by the names that the view has for it. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What happened, in words. */
  readonly text: string;
}

type Telling = Pick<News, "facts" | "text">;

/** What a commit is worth telling, asked for once the world has taken all of it. */
export function newsOf(world: World, changes: readonly Change[]): readonly News[] {
  return changes.flatMap((change) => {
    const { type, at, id, action } = change;
    const teller = TELLERS[type as keyof typeof TELLERS];
    const told = action === "exists" ? undefined : teller?.[1](world, change as never);
    if (action === "exists" || told === undefined) return [];
    return [{ type: teller![0], at, action, id, facts: told.facts, text: printable(told.text) }];
  });
}

const TELLERS = {
  "agent-pools": ["pool", aboutPool],
  agents: ["agent", aboutAgent],
  runs: ["run", aboutRun],
} as const;

function aboutPool(_: World, { before, after }: Change<"agent-pools">): Telling | undefined {
  const pool = (after ?? before)!;
  if (before && after && before.name === after.name) return undefined;
  const what = !after ? "deleted" : !before ? "created" : `renamed, it was ${before.name}`;
  return {
    facts: { name: pool.name, type: poolType(pool as AgentPool) },
    text: `pool ${pool.name}: ${what}`,
  };
}

function aboutAgent(world: World, { before, after }: Change<"agents">): Telling | undefined {
  const agent = (after ?? before)!;
  if (before && after && before.condition === after.condition) return undefined;
  const pool = world.get("agent-pools", agent.pool)?.name ?? agent.pool;
  const status = after === undefined ? "left" : before === undefined ? "joined" : after.condition;
  return { facts: { name: agent.name, pool, status }, text: `agent ${agent.name} of ${pool}: ${status}` };
}

function aboutRun(world: World, { id, before, after }: Change<"runs">): Telling | undefined {
  if (before && after && before.status === after.status) return undefined;
  const row = runRow(world, (after ?? before) as Run, world.taskOf(id));
  const { workspace, pool, agent, since } = row;
  const status = after === undefined ? "deleted" : row.status;
  const where = agent !== null ? ` on ${agent} of ${pool}` : pool !== null ? ` in ${pool}` : "";
  const why = after?.errorMessage ? `: ${after.errorMessage}` : "";
  return {
    facts: { workspace, status, pool, agent, since, error: after?.errorMessage ?? null },
    text: `run ${id} of ${workspace}: ${status}${where}${why}`,
  };
}
