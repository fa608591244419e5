import type { Workspace as WorkspaceEntity } from "../../../core/entities.js";
import { workspaceScope } from "../../../core/scopes.js";
import type { ExplainedProviders } from "../../../integrations/provider-configurations/resolution-rules.js";
import type { Resolution } from "../../../pools/resolution-rules.js";
import { useAction } from "../data/action.js";
import { sandbox, scalr } from "../data/api.js";
import { environmentName, resolutionOf, runsOf } from "../data/derived.js";
import { useFetched } from "../data/fetched.js";
import { go } from "../data/route.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Button } from "../parts/button.js";
import { Faults } from "../parts/form.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Missing, Page, type RouteProps, Tabs } from "../parts/page.js";
import { Providers } from "../parts/providers.js";
import { ResolutionPath } from "../parts/resolution.js";
import { TimeTaken, Where as WhereExecuted } from "../parts/run-table.js";
import { Badge, Id, Status, Time } from "../parts/status.js";
import { Table } from "../parts/table.js";
import { Drift } from "./drift.js";
import { WorkspaceHooks } from "./hooks.js";
import { WorkspaceSettings } from "./workspace-settings.js";
import { InTerminal } from "./workspaces/terminal.js";

/** The page of a workspace: its runs, where they execute and why (R4), its settings. */
export function Workspace({ params }: RouteProps) {
  const workspace = world.get("workspaces", params.id);
  if (workspace === undefined)
    return (
      <Missing noun="workspace" id={params.id} crumbs={[{ label: "Workspaces", href: "/workspaces" }]} />
    );
  const { id, name, environment, locked } = workspace;
  const current = params.tab ?? "runs";
  return (
    <Page
      title={name}
      crumbs={[
        { label: "Workspaces", href: "/workspaces" },
        { label: environmentName(environment), href: `/environments/${environment}` },
      ]}
      subtitle={<Id id={id} />}
      badges={locked && <Badge tone="warn">{workspace.lockReason ?? "locked"}</Badge>}
    >
      <Actions workspace={workspace} />
      <Tabs
        label="Parts of the workspace"
        current={current}
        tabs={[
          { id: "runs", label: "Runs", href: `/workspaces/${id}`, count: runsOf(id).length },
          { id: "where", label: "Where runs execute", href: `/workspaces/${id}/where` },
          { id: "credentials", label: "Credentials", href: `/workspaces/${id}/credentials` },
          { id: "hooks", label: "Hooks", href: `/workspaces/${id}/hooks` },
          { id: "drift", label: "Drift", href: `/workspaces/${id}/drift` },
          { id: "terminal", label: "In a terminal", href: `/workspaces/${id}/terminal` },
          { id: "settings", label: "Settings", href: `/workspaces/${id}/settings` },
        ]}
      />
      {current === "where" ? (
        <Where workspace={workspace} />
      ) : current === "credentials" ? (
        <Credentials workspace={workspace} />
      ) : current === "hooks" ? (
        <WorkspaceHooks workspace={workspace} />
      ) : current === "drift" ? (
        <Drift of="workspaces" id={id} />
      ) : current === "terminal" ? (
        <InTerminal workspace={workspace} />
      ) : current === "settings" ? (
        <WorkspaceSettings key={id} workspace={workspace} />
      ) : (
        <Runs workspace={workspace} />
      )}
    </Page>
  );
}

/** The actions on the workspace. Errors are shown below the buttons. */
function Actions({ workspace }: { workspace: WorkspaceEntity }) {
  const { id, locked } = workspace;
  const scope = workspaceScope(workspace);
  const starting = useAction(async () => {
    const links = { workspace: { type: "workspaces", id } };
    const { data } = await scalr.create("runs", { message: "Started in the console" }, links);
    go(`/runs/${data.id}`);
  });
  const locking = useAction(() => scalr.action(`workspaces/${id}/actions/${locked ? "unlock" : "lock"}`));
  return (
    <div class="stack">
      <div class="row">
        {can("runs:create", scope) && (
          <Button kind="primary" busy={starting.busy} onClick={() => void starting.run()}>
            Start a run
          </Button>
        )}
        {can("workspaces:lock", scope) && (
          <Button busy={locking.busy} onClick={() => void locking.run()}>
            {locked ? "Unlock" : "Lock"}
          </Button>
        )}
      </div>
      <Faults faults={[...starting.faults, ...locking.faults]} />
    </div>
  );
}

/** R4, as the simulator explains it, including pools that the user may not see. */
function Where({ workspace }: { workspace: WorkspaceEntity }) {
  const { value, faults } = useFetched(
    () => sandbox.get<Resolution>(`workspaces/${workspace.id}/resolution`),
    [workspace.id, JSON.stringify(resolutionOf(workspace))],
  );
  return (
    <Card title="Where runs execute">
      <div class="stack">
        <p class="muted">
          The first of these that has a pool decides (R2). A pool that may not be used is never passed over in
          silence (R3).
        </p>
        <Faults faults={faults} />
        {value === undefined ? <p class="muted">Working it out …</p> : <ResolutionPath resolution={value} />}
      </div>
    </Card>
  );
}

/** Which provider configurations the workspace's runs get, as the simulator explains it. */
function Credentials({ workspace }: { workspace: WorkspaceEntity }) {
  const { id, environment } = workspace;
  const links = world.all("provider-configuration-links").filter((link) => link.workspace === id);
  const depends = [links, world.all("provider-configurations"), world.get("environments", environment)];
  const { value, faults } = useFetched(
    () => sandbox.get<ExplainedProviders>(`workspaces/${id}/provider-configurations`),
    [id, JSON.stringify(depends)],
  );
  return (
    <Card title="Provider configurations">
      <div class="stack">
        <p class="muted">
          Links of the workspace go before defaults of its environment. No secret is shown here or anywhere
          else.
        </p>
        <Faults faults={faults} />
        {value === undefined ? <p class="muted">Working it out …</p> : <Providers explained={value} />}
      </div>
    </Card>
  );
}

function Runs({ workspace }: { workspace: WorkspaceEntity }) {
  const rows = [...runsOf(workspace.id)].sort((a, b) => b.sequence - a.sequence);
  return (
    <Card flush>
      <Table
        label="Runs of the workspace"
        rows={rows}
        id={({ id }) => id}
        empty={
          <Empty title="There has been no run yet">
            Upload a configuration and run it:{" "}
            <code>
              scalr-sandbox run . --workspace {environmentName(workspace.environment)}/{workspace.name}
            </code>
          </Empty>
        }
        columns={[
          { title: "Status", cell: ({ status }) => <Status value={status} /> },
          {
            title: "Run",
            cell: ({ id, isDry, isDestroy }) => (
              <span class="row">
                <Link href={`/runs/${id}`}>{id}</Link>
                {isDry && <Badge>dry</Badge>}
                {isDestroy && <Badge tone="bad">destroy</Badge>}
              </span>
            ),
          },
          { title: "Message", class: "clip wide", cell: ({ message }) => message ?? "" },
          { title: "Where", class: "clip", cell: (run) => <WhereExecuted run={run} /> },
          { title: "Time", class: "number nowrap", cell: (run) => <TimeTaken run={run} /> },
          { title: "Queued", cell: ({ createdAt }) => <Time at={createdAt} /> },
        ]}
      />
    </Card>
  );
}
