import type { Environment as EnvironmentEntity } from "../../../entities.js";
import { isAccessible } from "../../../rules/access.js";
import { environmentScope } from "../../../rules/scopes.js";
import { useAction } from "../data/action.js";
import { scalr } from "../data/api.js";
import { loadOf, pools, workspacesOf } from "../data/derived.js";
import { useDraft } from "../data/draft.js";
import { go } from "../data/route.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Button } from "../parts/button.js";
import { Confirm } from "../parts/dialog.js";
import { Faults, TextField } from "../parts/form.js";
import { Card, Empty, Page, Tabs } from "../parts/page.js";
import { PoolBadges, PoolLink } from "../parts/pool-link.js";
import { PoolSelect } from "../parts/pool-select.js";
import { Badge, Id } from "../parts/status.js";
import { Table } from "../parts/table.js";
import { toast } from "../parts/toasts.js";
import type { PageProps } from "../routes.js";
import { poolsAvailableIn } from "./environments.js";
import { CreateWorkspaceButton, WorkspaceTable } from "./workspaces.js";

const CRUMBS = [{ label: "Environments", href: "/environments" }];

export function Environment({ params }: PageProps) {
  const environment = world.get("environments", params.id);
  if (environment === undefined)
    return (
      <Page title="No such environment" crumbs={CRUMBS}>
        <Empty title="There is no such environment, or it is not yours to see" />
      </Page>
    );
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
          tab("settings", "Settings"),
        ]}
      />
      {current === "pools" ? (
        <Available environment={environment} />
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

/** Every run pool, and why some of them are not to be used here (R3). */
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
                ? "to everybody, where no pool is in play"
                : pool.isShared
                  ? "shared with every environment"
                  : isAccessible(pool, id)
                    ? "assigned to this environment"
                    : "no: assigned to others alone",
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
  const saving = useAction(async () => {
    const { name: newName, pool } = draft.changes;
    await scalr.update(
      "environments",
      id,
      newName === undefined ? {} : { name: newName },
      pool === undefined ? {} : { "default-workspace-agent-pool": { type: "agent-pools", id: pool || null } },
    );
    draft.reset();
    toast("Saved");
  });
  return (
    <div class="stack">
      <Card title="Settings">
        <form
          class="stack narrow"
          onSubmit={(event) => {
            event.preventDefault();
            void saving.run();
          }}
        >
          <TextField
            label="Name"
            value={draft.value.name}
            onInput={(value) => draft.set({ name: value })}
            required
            faults={saving.faults}
            pointer="/data/attributes/name"
          />
          <PoolSelect
            label="Default pool"
            kind="runs"
            environment={id}
            none="None: the account's default, or the Scalr runners"
            hint="Where runs of its workspaces execute that are not linked to a pool themselves (R2)."
            value={draft.value.pool}
            onChange={(pool) => draft.set({ pool })}
            disabled={!may}
            faults={saving.faults}
            pointer={POOL}
          />
          <Faults faults={saving.faults} except={["/data/attributes/name", POOL]} />
          {may ? (
            <div class="row">
              <Button type="submit" kind="primary" busy={saving.busy} disabled={!draft.isChanged}>
                Save
              </Button>
              {draft.isChanged && <Button onClick={draft.reset}>Undo</Button>}
            </div>
          ) : (
            <p class="muted">Changing it takes `environments:update` here.</p>
          )}
        </form>
      </Card>
      {can("environments:delete", environmentScope(id)) && (
        <Card title="Delete">
          <Confirm
            action="Delete"
            object={`environment ${name}`}
            run={() => scalr.delete("environments", id)}
            done={() => go("/environments")}
          >
            What is in it goes with it. It cannot be undone, except by restoring a snapshot.
          </Confirm>
        </Card>
      )}
    </div>
  );
}
