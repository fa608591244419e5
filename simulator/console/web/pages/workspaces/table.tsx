import type { Workspace } from "../../../../core/entities.js";
import { environmentName, resolutionOf, runsOf } from "../../data/derived.js";
import { Link } from "../../parts/link.js";
import { Empty } from "../../parts/page.js";
import { Badge, Status, Time } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

/** Where a workspace's runs execute, and which level decided. */
function ExecutesOn({ workspace }: { workspace: Workspace }) {
  const { pool, candidates, error } = resolutionOf(workspace);
  if (pool === null)
    return (
      <Badge tone="bad">
        <span title={error}>nowhere</span>
      </Badge>
    );
  const level = candidates.find(({ outcome }) => outcome === "won")?.level;
  const by = {
    workspace: "linked",
    environment: "environment",
    account: "account",
    "scalr-runners": "",
  } as const;
  return (
    <span class="row">
      <Link href={`/pools/${pool.id}`}>{pool.name}</Link>
      {level !== undefined && by[level] !== "" && <Badge>{by[level]}</Badge>}
    </span>
  );
}

/** Workspaces by environment and name, each with where its runs would execute now and its latest run. */
export function WorkspaceTable({
  rows,
  withEnvironment = true,
  isFiltered = false,
}: {
  rows: readonly Workspace[];
  withEnvironment?: boolean;
  isFiltered?: boolean;
}) {
  const sorted = [...rows].sort(
    (a, b) =>
      environmentName(a.environment).localeCompare(environmentName(b.environment)) ||
      a.name.localeCompare(b.name),
  );
  return (
    <Table
      label="Workspaces"
      rows={sorted}
      id={({ id }) => id}
      empty={
        isFiltered ? (
          <Empty title="No workspace fits the filter" />
        ) : (
          <Empty title="There is no workspace yet">
            Create one, here or with <code>scalr_workspace</code> in a stack; then upload a configuration to
            it with <code>scalr-sandbox run</code>.
          </Empty>
        )
      }
      columns={[
        {
          title: "Name",
          cell: ({ id, name, locked }) => (
            <span class="row">
              <Link href={`/workspaces/${id}`}>{name}</Link>
              {locked && <Badge tone="warn">locked</Badge>}
            </span>
          ),
        },
        ...(withEnvironment
          ? [
              {
                title: "Environment",
                cell: ({ environment }: Workspace) => (
                  <Link href={`/environments/${environment}`}>{environmentName(environment)}</Link>
                ),
              },
            ]
          : []),
        { title: "Executes on", cell: (workspace) => <ExecutesOn workspace={workspace} /> },
        { title: "Latest run", cell: (workspace) => <LatestRun workspace={workspace} /> },
      ]}
    />
  );
}

function LatestRun({ workspace }: { workspace: Workspace }) {
  const run = runsOf(workspace.id).reduce<ReturnType<typeof runsOf>[number] | undefined>(
    (latest, each) => (latest === undefined || each.sequence > latest.sequence ? each : latest),
    undefined,
  );
  if (run === undefined) return <span class="muted">none</span>;
  return (
    <span class="row">
      <Link href={`/runs/${run.id}`}>
        <Status value={run.status} />
      </Link>
      <Time at={run.createdAt} />
    </span>
  );
}
