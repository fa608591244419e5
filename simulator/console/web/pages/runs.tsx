import { useMemo } from "preact/hooks";
import type { Run } from "../../../core/entities.js";
import { OVERRIDABLE_RUN_STATUSES } from "../../../runs/run-status-rules.js";
import { pools, runs, taskOf, workspacePath } from "../data/derived.js";
import { plural } from "../data/format.js";
import { query, setQuery } from "../data/route.js";
import { world } from "../data/world.js";
import { SelectField, TextField } from "../parts/fields.js";
import { Card, Empty, Page, Tabs } from "../parts/page.js";
import { RunTable } from "../parts/run-table.js";

interface View {
  readonly id: string;
  readonly label: string;
  readonly statuses: ReadonlySet<string> | null;
}

/** The tabs of the list, by the status of the runs. */
const VIEWS: readonly View[] = [
  { id: "", label: "All", statuses: null },
  {
    id: "queue",
    label: "Queue",
    statuses: new Set(["pending", "plan_queued", "confirmed", "apply_queued"]),
  },
  { id: "executing", label: "Executing", statuses: new Set(["planning", "policy_checking", "applying"]) },
  { id: "confirmation", label: "Needs confirmation", statuses: new Set(["planned", "planned_and_saved"]) },
  { id: "override", label: "Needs override", statuses: OVERRIDABLE_RUN_STATUSES },
  { id: "errored", label: "Errored", statuses: new Set(["errored"]) },
  {
    id: "over",
    label: "Finished",
    statuses: new Set(["applied", "planned_and_finished", "discarded", "canceled"]),
  },
];

/** The list of runs, by status and by the filters in the address. */
export function Runs() {
  const view = VIEWS.find(({ id }) => id === (query.value.get("view") ?? "")) ?? VIEWS[0]!;
  const filtered = runs.value.filter(filterOf());
  const inView = ({ statuses }: View) => filtered.filter(({ status }) => statuses?.has(status) ?? true);
  const shown = inView(view);
  // What waits is in the order in which it will go.
  const rows = view.id === "queue" ? [...shown].reverse() : shown;
  return (
    <Page
      title="Runs"
      subtitle={`${plural(runs.value.length, "run")}, newest first. The queue is in the order of execution.`}
    >
      <Tabs
        label="Runs by state"
        current={view.id}
        tabs={VIEWS.map((each) => ({
          id: each.id,
          label: each.label,
          href: hrefOf(each.id),
          count: inView(each).length,
        }))}
      />
      <Filters />
      <Card flush>
        <RunTable
          label="Runs"
          runs={rows}
          empty={
            runs.value.length === 0 ? (
              <Empty title="No run yet">
                Run a configuration in a workspace:{" "}
                <code>scalr-sandbox run folder --workspace environment/workspace</code>
              </Empty>
            ) : (
              <Empty title="No run is like that">Choose another state above, or other filters.</Empty>
            )
          }
        />
      </Card>
    </Page>
  );
}

function hrefOf(view: string): string {
  const params = new URLSearchParams(query.value);
  if (view === "") params.delete("view");
  else params.set("view", view);
  return params.size === 0 ? "/runs" : `/runs?${params}`;
}

function filterOf(): (run: Run) => boolean {
  const text = (query.value.get("text") ?? "").toLowerCase();
  const environment = query.value.get("environment");
  const pool = query.value.get("pool");
  return (run) =>
    (environment === null || world.get("workspaces", run.workspace)?.environment === environment) &&
    (pool === null || taskOf(run.id)?.pool === pool) &&
    (text === "" ||
      [run.id, workspacePath(run.workspace), run.message ?? ""].some((each) =>
        each.toLowerCase().includes(text),
      ));
}

function Filters() {
  const environments = world.all("environments");
  const options = useMemo(
    () =>
      environments
        .map(({ id, name }) => ({ value: id, label: name }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [environments],
  );
  return (
    <search class="run-filters">
      <TextField
        label="Search"
        type="search"
        value={query.value.get("text") ?? ""}
        placeholder="workspace, message or id"
        onInput={(value) => setQuery("text", value)}
      />
      <SelectField
        label="Environment"
        value={query.value.get("environment") ?? ""}
        options={[{ value: "", label: "All" }, ...options]}
        onChange={(value) => setQuery("environment", value)}
      />
      <SelectField
        label="Pool"
        value={query.value.get("pool") ?? ""}
        options={[
          { value: "", label: "All" },
          ...pools.value
            .filter(({ vcsEnabled }) => !vcsEnabled)
            .map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(value) => setQuery("pool", value)}
      />
    </search>
  );
}
