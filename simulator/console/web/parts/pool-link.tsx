import type { AgentPool } from "../../../core/entities.js";
import { poolType } from "../../../pools/pool-rules.js";
import {
  environmentsDefaultingTo,
  isDefault,
  type Load,
  loadOf,
  pools,
  providersLinkedTo,
  workspacesLinkedTo,
} from "../data/derived.js";
import { plural } from "../data/format.js";
import { world } from "../data/world.js";
import { Link } from "./link.js";
import { Badge } from "./status.js";

/** The number of colours for pools and agents. */
const SERIES = 8;

/** The colour of a pool in all bars and charts, by the order of creation. */
export function seriesOf(id: string): string {
  const at = [...pools.value]
    .sort((a, b) => Number(a.isScalrManaged) - Number(b.isScalrManaged) || a.createdAt - b.createdAt)
    .findIndex((pool) => pool.id === id);
  return pools.value[pools.value.length - 1]?.id === id
    ? "var(--series-7)"
    : `var(--series-${Math.max(0, at) % (SERIES - 1)})`;
}

/** A pool's name as a link to its page, or its id if the user may not see it. */
export function PoolLink({ id }: { id: string | null }) {
  const pool = world.get("agent-pools", id);
  if (pool === undefined) return <span class="muted">{id ?? "none"}</span>;
  return <Link href={`/pools/${pool.id}`}>{pool.name}</Link>;
}

const TYPES = { runs: "Runs", vcs: "VCS", "scalr-runners": "Managed by Scalr" } as const;

/** Badges of a pool: its kind, and whether it is serverless or the default. */
export function PoolBadges({ pool }: { pool: AgentPool }) {
  return (
    <>
      <Badge tone={pool.vcsEnabled ? "accent" : "plain"}>{TYPES[poolType(pool)]}</Badge>
      {pool.webhookEnabled && <Badge tone="info">Serverless</Badge>}
      {isDefault(pool) && <Badge tone="good">Default</Badge>}
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

/** A pool's load as a bar and in numbers. */
export function LoadCell({ pool }: { pool: AgentPool }) {
  const load = loadOf(pool);
  return (
    <div class="load-cell">
      <LoadBar load={load} series={seriesOf(pool.id)} />
      <span class="muted number">
        {load.running}/{load.slots}
      </span>
    </div>
  );
}

/** How many agents there are, by status. */
export function AgentCounts({ load, isManaged }: { load: Load; isManaged: boolean }) {
  if (isManaged) return <span class="muted">started as needed</span>;
  const { busy, idle, offline, errored } = load.agents;
  if (busy + idle + offline + errored === 0) return <span class="muted">none</span>;
  return (
    <span class="row tight">
      {busy > 0 && <Badge tone="info">{busy} busy</Badge>}
      {idle > 0 && <Badge tone="good">{idle} idle</Badge>}
      {offline > 0 && <Badge>{offline} offline</Badge>}
      {errored > 0 && <Badge tone="bad">{errored} errored</Badge>}
    </span>
  );
}

/** The objects that link to the pool, and so prevent its deletion (R18). */
export function InUseBy({ pool }: { pool: AgentPool }) {
  const uses = [
    isDefault(pool) && "the account",
    ...[
      [environmentsDefaultingTo(pool.id).length, "environment"],
      [workspacesLinkedTo(pool.id).length, "workspace"],
      [providersLinkedTo(pool.id).length, "VCS provider"],
    ].map(([count, what]) => (count as number) > 0 && plural(count as number, what as string)),
  ].filter(Boolean);
  return uses.length === 0 ? <span class="muted">nothing</span> : <span>{uses.join(", ")}</span>;
}
