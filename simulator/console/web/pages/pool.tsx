import type { ComponentType } from "preact";
import type { AgentPool } from "../../../core/entities.js";
import { scalr } from "../data/api.js";
import {
  agentsOf,
  effectiveWorkspaces,
  heldIn,
  isDefault,
  providersLinkedTo,
  queuedIn,
  tokensOf,
} from "../data/derived.js";
import { go } from "../data/route.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Confirm } from "../parts/dialog.js";
import { EffectOf } from "../parts/effect.js";
import { Link } from "../parts/link.js";
import { Missing, Page, type RouteProps, Tabs } from "../parts/page.js";
import { PoolBadges } from "../parts/pool-link.js";
import { toast } from "../parts/toasts.js";
import { PoolAccess } from "./pools/access.js";
import { PoolAgents } from "./pools/agents.js";
import { PoolEvents } from "./pools/events.js";
import { PoolQueue } from "./pools/queue.js";
import { Register } from "./pools/register.js";
import { PoolSettings } from "./pools/settings.js";
import { PoolTokens } from "./pools/tokens.js";
import { PoolProviders, PoolWorkspaces } from "./pools/used-by.js";

interface Tab {
  readonly id: string;
  readonly label: string;
  readonly body: ComponentType<{ readonly pool: AgentPool }>;
  readonly shown: (pool: AgentPool) => boolean;
  readonly count?: (pool: AgentPool) => number;
}

const always = () => true;
const own = ({ isScalrManaged }: AgentPool) => !isScalrManaged;

const TABS: readonly Tab[] = [
  { id: "agents", label: "Agents", body: PoolAgents, shown: always, count: ({ id }) => agentsOf(id).length },
  { id: "tokens", label: "Tokens", body: PoolTokens, shown: own, count: ({ id }) => tokensOf(id).length },
  { id: "access", label: "Environment access", body: PoolAccess, shown: own },
  {
    id: "workspaces",
    label: "Workspaces",
    body: PoolWorkspaces,
    shown: ({ vcsEnabled }) => !vcsEnabled,
    count: ({ id }) => effectiveWorkspaces(id).length,
  },
  {
    id: "vcs-providers",
    label: "VCS providers",
    body: PoolProviders,
    shown: ({ vcsEnabled }) => vcsEnabled,
    count: ({ id }) => providersLinkedTo(id).length,
  },
  {
    id: "queue",
    label: "Queue",
    body: PoolQueue,
    shown: always,
    count: ({ id }) => queuedIn(id).length + heldIn(id).length,
  },
  { id: "events", label: "Events", body: PoolEvents, shown: always },
  { id: "settings", label: "Settings", body: PoolSettings, shown: own },
];

/** The page of an agent pool: its agents, tokens, access, queue and settings. */
export function Pool({ params }: RouteProps) {
  const pool = world.get("agent-pools", params.id);
  const crumbs = [{ label: "Agent pools", href: "/pools" }];
  if (pool === undefined) return <Missing noun="pool" id={params.id} crumbs={crumbs} />;
  if (params.tab === "register") return <Register pool={pool} />;
  const shown = TABS.filter((tab) => tab.shown(pool));
  const current = shown.find(({ id }) => id === params.tab) ?? shown[0]!;
  return (
    <Page
      title={pool.name}
      crumbs={crumbs}
      badges={<PoolBadges pool={pool} />}
      subtitle={<code>{pool.id}</code>}
      actions={own(pool) && <Actions pool={pool} />}
    >
      <Tabs
        label="Parts of the pool"
        current={current.id}
        tabs={shown.map(({ id, label, count }) => ({
          id,
          label,
          href: `/pools/${pool.id}/${id}`,
          ...(count && { count: count(pool) }),
        }))}
      />
      <current.body pool={pool} />
    </Page>
  );
}

function Actions({ pool }: { pool: AgentPool }) {
  const mayUpdate = can("agent-pools:update");
  return (
    <>
      {mayUpdate && !pool.vcsEnabled && <DefaultButton pool={pool} />}
      {can("agent-pools:delete") && (
        <Confirm
          broad
          action="Delete"
          object={pool.name}
          run={() => scalr.delete("agent-pools", pool.id)}
          done={() => {
            go("/pools");
            toast(`${pool.name} was deleted.`);
          }}
        >
          Its tokens are revoked, its agents stop, and what they run ends errored. A pool that something links
          to cannot be deleted.
          <EffectOf changes={[{ kind: "delete-pool", pool: pool.id }]} />
        </Confirm>
      )}
      {mayUpdate && (
        <Link class="button primary" href={`/pools/${pool.id}/register`}>
          Register an agent
        </Link>
      )}
    </>
  );
}

/** R2: makes the pool the account's default, or removes that, after showing which workspaces' runs move. */
function DefaultButton({ pool }: { pool: AgentPool }) {
  const makes = !isDefault(pool);
  return (
    <Confirm
      broad
      key={String(makes)}
      kind={makes ? "primary" : "plain"}
      action={makes ? "Make default" : "Remove as default"}
      object={pool.name}
      run={() => scalr.update("agent-pools", pool.id, { default: makes })}
    >
      {makes
        ? "Runs of workspaces without a link and without a default of their environment execute in the account's default pool, where their environment may use it."
        : "Without a default pool of the account, runs of workspaces that no other pool is set for execute on the Scalr runners."}
      <EffectOf changes={[{ kind: "account-default", pool: makes ? pool.id : null }]} />
    </Confirm>
  );
}
