import { useState } from "preact/hooks";
import { isAccessible } from "../../../pools/pool-rules.js";
import { useAction } from "../data/action.js";
import { scalr } from "../data/api.js";
import { environments, pools, workspacesOf } from "../data/derived.js";
import { go, query } from "../data/route.js";
import { can } from "../data/session.js";
import { Button } from "../parts/button.js";
import { NAME, NameField } from "../parts/fields.js";
import { FormDialog } from "../parts/form-dialog.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Page } from "../parts/page.js";
import { PoolLink } from "../parts/pool-link.js";
import { PoolSelect, poolLink } from "../parts/pool-select.js";
import { SearchFilter } from "../parts/search.js";
import { Badge } from "../parts/status.js";
import { Table } from "../parts/table.js";

/** Run pools that workspaces of the environment may use (R3, R5). */
export const poolsAvailableIn = (environment: string) =>
  pools.value.filter((pool) => !pool.vcsEnabled && isAccessible(pool, environment));

/** The list of environments. */
export function Environments() {
  const [isCreating, setCreating] = useState(false);
  const all = environments.value;
  const wanted = (query.value.get("q") ?? "").toLowerCase();
  const create = can("environments:create") && (
    <Button kind="primary" onClick={() => setCreating(true)}>
      Create environment
    </Button>
  );
  return (
    <Page
      title="Environments"
      subtitle="Groups of workspaces. An environment may have a default pool, which its workspaces use unless they are linked to one."
      actions={create}
    >
      <Card flush>
        {all.length > 0 && (
          <div class="filters">
            <SearchFilter name="q" label="Filter environments" />
          </div>
        )}
        <Table
          label="Environments"
          rows={all.filter(({ name, id }) => name.toLowerCase().includes(wanted) || id === wanted)}
          id={({ id }) => id}
          empty={
            all.length > 0 ? (
              <Empty title="No environment fits the filter" />
            ) : (
              <Empty title="There is no environment yet" action={create}>
                Workspaces are in environments: create one first, here or with <code>scalr_environment</code>{" "}
                in a stack.
              </Empty>
            )
          }
          columns={[
            {
              title: "Name",
              cell: ({ id, name, locked }) => (
                <span class="row">
                  <Link href={`/environments/${id}`}>{name}</Link>
                  {locked && <Badge tone="warn">locked</Badge>}
                </span>
              ),
            },
            {
              title: "Default pool",
              cell: ({ defaultWorkspaceAgentPool: pool }) =>
                pool === null ? <span class="muted">none</span> : <PoolLink id={pool} />,
            },
            { title: "Workspaces", class: "end number", cell: ({ id }) => workspacesOf(id).length },
            {
              title: "Pools available",
              class: "end number wide",
              cell: ({ id }) => poolsAvailableIn(id).length,
            },
          ]}
        />
      </Card>
      {isCreating && <CreateEnvironment onClose={() => setCreating(false)} />}
    </Page>
  );
}

const POOL = "/data/relationships/default-workspace-agent-pool";

function CreateEnvironment({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [pool, setPool] = useState("");
  const creating = useAction(async () => {
    const links = poolLink("default-workspace-agent-pool", pool || undefined);
    const { data } = await scalr.create("environments", { name }, links);
    onClose();
    go(`/environments/${data.id}`);
  });
  return (
    <FormDialog
      title="Create environment"
      onClose={onClose}
      action={creating}
      submit="Create"
      pointers={[NAME, POOL]}
    >
      <NameField value={name} onInput={setName} autoFocus />
      <PoolSelect
        label="Default pool"
        kind="runs"
        none="None: the account's default, or the Scalr runners"
        value={pool}
        onChange={setPool}
        pointer={POOL}
      />
    </FormDialog>
  );
}
