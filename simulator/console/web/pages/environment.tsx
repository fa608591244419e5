import type { Environment as EnvironmentEntity } from "../../../core/entities.js";
import { environmentScope } from "../../../core/scopes.js";
import { isAccessible } from "../../../pools/pool-rules.js";
import { scalr } from "../data/api.js";
import { loadOf, pools, workspacesOf } from "../data/derived.js";
import { useDraft } from "../data/draft.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { EffectOf } from "../parts/effect.js";
import { NAME, NameField } from "../parts/fields.js";
import { Card, Empty, Missing, Page, type RouteProps, Tabs } from "../parts/page.js";
import { PoolBadges, PoolLink } from "../parts/pool-link.js";
import { PoolSelect, poolLink } from "../parts/pool-select.js";
import { DeleteCard, SettingsCard } from "../parts/settings.js";
import { Badge, Id } from "../parts/status.js";
import { Table } from "../parts/table.js";
import { Drift } from "./drift.js";
import { poolsAvailableIn } from "./environments.js";
import { EnvironmentHooks } from "./hooks.js";
import { CreateWorkspaceButton } from "./workspaces/create.js";
import { WorkspaceTable } from "./workspaces/table.js";

const CRUMBS = [{ label: "Environments", href: "/environments" }];

/** The page of an environment: its workspaces, the pools that it may use, its settings. */
export function Environment({ params }: RouteProps) {
  const environment = world.get("environments", params.id);
  if (environment === undefined) return <Missing noun="environment" id={params.id} crumbs={CRUMBS} />;
  const { id, name, locked } = environment;
  const current = params.tab ?? "workspaces";
  const tab = (tabId: string, label: string, count?: number) => ({
    id: tabId,
    label,
    href: tabId === "workspaces" ? `/environments/${id}` : `/environments/${id}/${tabId}`,
    ...(count !== undefined && { count }),
  });
  return (
    <Page
      title={name}
      crumbs={CRUMBS}
      subtitle={<Id id={id} />}
      badges={locked && <Badge tone="warn">locked</Badge>}
      actions={<CreateWorkspaceButton environment={id} />}
    >
      <Tabs
        label="Parts of the environment"
        current={current}
        tabs={[
          tab("workspaces", "Workspaces", workspacesOf(id).length),
          tab("pools", "Pools available", poolsAvailableIn(id).length),
          tab("hooks", "Hooks"),
          tab("drift", "Drift"),
          tab("settings", "Settings"),
        ]}
      />
      {current === "pools" ? (
        <Available environment={environment} />
      ) : current === "hooks" ? (
        <EnvironmentHooks environment={id} />
      ) : current === "drift" ? (
        <Drift of="environments" id={id} />
      ) : current === "settings" ? (
        <Settings key={id} environment={environment} />
      ) : (
        <Card flush>
          <WorkspaceTable rows={workspacesOf(id)} withEnvironment={false} />
        </Card>
      )}
    </Page>
  );
}

/** All run pools, and why the environment may not use some of them (R3). */
function Available({ environment: { id, defaultWorkspaceAgentPool } }: { environment: EnvironmentEntity }) {
  const rows = pools.value.filter(({ vcsEnabled }) => !vcsEnabled);
  return (
    <Card flush>
      <Table
        label="Pools and whether this environment may use them"
        rows={rows}
        id={(pool) => pool.id}
        empty={<Empty title="No pool is yours to see" />}
        columns={[
          {
            title: "Pool",
            cell: (pool) => (
              <span class="row">
                <PoolLink id={pool.id} /> <PoolBadges pool={pool} />
                {pool.id === defaultWorkspaceAgentPool && <Badge tone="good">default here</Badge>}
              </span>
            ),
          },
          {
            title: "Available",
            cell: (pool) =>
              pool.isScalrManaged
                ? "to every environment where no pool is set"
                : pool.isShared
                  ? "shared with every environment"
                  : isAccessible(pool, id)
                    ? "assigned to this environment"
                    : "no: assigned to other environments only",
          },
          {
            title: "Load",
            class: "end number",
            cell: (pool) => `${loadOf(pool).running} of ${loadOf(pool).slots}`,
          },
        ]}
      />
    </Card>
  );
}

const POOL = "/data/relationships/default-workspace-agent-pool";

function Settings({ environment }: { environment: EnvironmentEntity }) {
  const { id, name, defaultWorkspaceAgentPool } = environment;
  const draft = useDraft({ name, pool: defaultWorkspaceAgentPool ?? "" });
  const may = can("environments:update", environmentScope(id));
  const save = ({ pool, ...attributes }: typeof draft.changes) =>
    scalr.update("environments", id, attributes, poolLink("default-workspace-agent-pool", pool));
  return (
    <div class="stack">
      <SettingsCard
        draft={draft}
        save={save}
        may={may}
        takes={
          <>
            <code>environments:update</code> here
          </>
        }
        pointers={[NAME, POOL]}
      >
        <NameField value={draft.value.name} onInput={(value) => draft.set({ name: value })} />
        <PoolSelect
          label="Default pool"
          kind="runs"
          environment={id}
          none="None: the account's default, or the Scalr runners"
          hint="Where runs of its workspaces execute that are not linked to a pool themselves (R2)."
          value={draft.value.pool}
          onChange={(pool) => draft.set({ pool })}
          disabled={!may}
          pointer={POOL}
        />
        {draft.changes.pool !== undefined && (
          <EffectOf
            changes={[{ kind: "environment-default", environment: id, pool: draft.changes.pool || null }]}
          />
        )}
      </SettingsCard>
      {can("environments:delete", environmentScope(id)) && (
        <DeleteCard
          object={`environment ${name}`}
          run={() => scalr.delete("environments", id)}
          next="/environments"
        >
          What is in it goes with it. It cannot be undone, except by restoring a snapshot.
          <EffectOf changes={[{ kind: "delete-environment", environment: id }]} />
        </DeleteCard>
      )}
    </div>
  );
}
