import type { AgentPool } from "../../../entities.js";
import { isDefault, kindOf, type Load, pools } from "../data/derived.js";
import { plural } from "../data/format.js";
import { world } from "../data/world.js";
import { Link } from "./link.js";
import { Badge } from "./status.js";

/** The colour of a pool in bars and charts, the same wherever it is drawn. */
export const seriesOf = (id: string): string =>
  `var(--series-${
    Math.max(
      0,
      [...pools.value].sort((a, b) => a.createdAt - b.createdAt).findIndex((pool) => pool.id === id),
    ) % 8
  })`;

export function PoolLink({ id }: { id: string | null }) {
  const pool = world.get("agent-pools", id);
  if (pool === undefined) return <span class="muted">{id ?? "none"}</span>;
  return <Link href={`/pools/${pool.id}`}>{pool.name}</Link>;
}

const KINDS = { runs: "Runs", vcs: "VCS", "scalr-runners": "Scalr runners" } as const;

export function PoolBadges({ pool }: { pool: AgentPool }) {
  return (
    <>
      <Badge tone={pool.vcsEnabled ? "accent" : "plain"}>{KINDS[kindOf(pool)]}</Badge>
      {pool.webhookEnabled && <Badge tone="info">serverless</Badge>}
      {isDefault(pool) && <Badge tone="good">account default</Badge>}
      {!pool.isShared && <Badge tone="warn">{plural(pool.environments.length, "environment")}</Badge>}
    </>
  );
}

/** Slots used, free and of agents that are out of contact. */
export function LoadBar({ load, series }: { load: Load; series: string }) {
  const free = Math.max(0, load.slots - load.running);
  const label = `${load.running} of ${plural(load.slots, "slot")} used, ${load.offline} offline`;
  return (
    <div class="bar" role="img" aria-label={label} title={label} style={{ "--series": series }}>
      {load.running > 0 && <span class="used" style={{ flexGrow: load.running }} />}
      {free > 0 && <span class="free" style={{ flexGrow: free }} />}
      {load.offline > 0 && <span class="gone" style={{ flexGrow: load.offline }} />}
    </div>
  );
}
