import { environments, pools, resolutionOf } from "../data/derived.js";
import { query } from "../data/route.js";
import { world } from "../data/world.js";
import { Card, Page } from "../parts/page.js";
import { SearchFilter, SelectFilter } from "../parts/search.js";
import { CreateWorkspaceButton } from "./workspaces/create.js";
import { WorkspaceTable } from "./workspaces/table.js";

/** The list of workspaces, by filters that stand in the address. */
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
                ...environments.value.map(({ id, name }) => ({ value: id, label: name })),
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
