import { useState } from "preact/hooks";
import type { Workspace } from "../../../entities.js";
import { environmentScope } from "../../../rules/scopes.js";
import { useAction } from "../data/action.js";
import { scalr } from "../data/api.js";
import { environmentName, pools, resolutionOf, runsOf } from "../data/derived.js";
import { go, query } from "../data/route.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { Check, Faults, SelectField, TextField } from "../parts/form.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Page } from "../parts/page.js";
import { PoolSelect } from "../parts/pool-select.js";
import { SearchFilter, SelectFilter } from "../parts/search.js";
import { Badge, Status, Time } from "../parts/status.js";
import { Table } from "../parts/table.js";

const environments = () => [...world.all("environments")].sort((a, b) => a.name.localeCompare(b.name));

export function Workspaces() {
  const all = world.all("workspaces");
  const parameter = (name: string) => query.value.get(name) ?? "";
  const [text, environment, pool] = [
    parameter("q").toLowerCase(),
    parameter("environment"),
    parameter("pool"),
  ];
  const rows = all.filter(
    (workspace) =>
      (text === "" || workspace.name.toLowerCase().includes(text) || workspace.id === text) &&
      (environment === "" || workspace.environment === environment) &&
      (pool === "" || resolutionOf(workspace).pool?.id === pool),
  );
  return (
    <Page
      title="Workspaces"
      subtitle="What runs are of. Each shows where its runs would execute now."
      actions={<CreateWorkspaceButton />}
    >
      <Card flush>
        {all.length > 0 && (
          <div class="filters">
            <SearchFilter name="q" label="Filter workspaces" />
            <SelectFilter
              name="environment"
              label="Environment"
              options={[
                { value: "", label: "All" },
                ...environments().map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <SelectFilter
              name="pool"
              label="Executes on"
              options={[
                { value: "", label: "Any pool" },
                ...pools.value
                  .filter(({ vcsEnabled }) => !vcsEnabled)
                  .map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          </div>
        )}
        <WorkspaceTable rows={rows} isFiltered={all.length > 0} />
      </Card>
    </Page>
  );
}

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
            Create one, here or with `scalr_workspace` in a stack; then upload a configuration to it with
            `scalr-sandbox run`.
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

/** Shown to those who may create workspaces somewhere that they see. */
export function CreateWorkspaceButton({ environment }: { environment?: string }) {
  const [isOpen, setOpen] = useState(false);
  const allowed = environments().filter(
    ({ id }) =>
      (environment === undefined || id === environment) && can("workspaces:create", environmentScope(id)),
  );
  if (allowed.length === 0) return null;
  return (
    <>
      <Button kind="primary" onClick={() => setOpen(true)}>
        Create workspace
      </Button>
      {isOpen && <CreateWorkspace environments={allowed} onClose={() => setOpen(false)} />}
    </>
  );
}

const FIELDS = ["/data/attributes/name", "/data/relationships/environment", "/data/relationships/agent-pool"];

function CreateWorkspace({
  environments: allowed,
  onClose,
}: {
  environments: readonly { readonly id: string; readonly name: string }[];
  onClose: () => void;
}) {
  const [name, setName] = useState("");
  const [environment, setEnvironment] = useState(allowed[0]!.id);
  const [pool, setPool] = useState("");
  const [autoApply, setAutoApply] = useState(false);
  const creating = useAction(async () => {
    const { data } = await scalr.create(
      "workspaces",
      { name, "auto-apply": autoApply },
      {
        environment: { type: "environments", id: environment },
        ...(pool !== "" && { "agent-pool": { type: "agent-pools", id: pool } }),
      },
    );
    onClose();
    go(`/workspaces/${data.id}`);
  });
  const { faults } = creating;
  return (
    <Dialog title="Create workspace" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void creating.run();
        }}
      >
        <TextField
          label="Name"
          value={name}
          onInput={setName}
          required
          autoFocus
          faults={faults}
          pointer={FIELDS[0]!}
        />
        <SelectField
          label="Environment"
          value={environment}
          onChange={setEnvironment}
          options={allowed.map(({ id, name: text }) => ({ value: id, label: text }))}
          faults={faults}
          pointer={FIELDS[1]!}
        />
        <PoolSelect
          label="Agent pool"
          kind="runs"
          environment={environment}
          none="None: the environment's default decides"
          value={pool}
          onChange={setPool}
          faults={faults}
          pointer={FIELDS[2]!}
        />
        <Check
          label="Apply without asking"
          hint="Otherwise a run waits for a confirmation after its plan."
          checked={autoApply}
          onChange={setAutoApply}
        />
        <Faults faults={faults} except={FIELDS} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={creating.busy}>
            Create
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
