import { useState } from "preact/hooks";
import { isAccessible } from "../../../rules/access.js";
import { useAction } from "../data/action.js";
import { scalr } from "../data/api.js";
import { pools, workspacesOf } from "../data/derived.js";
import { go, query } from "../data/route.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { Faults, TextField } from "../parts/form.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Page } from "../parts/page.js";
import { PoolLink } from "../parts/pool-link.js";
import { PoolSelect } from "../parts/pool-select.js";
import { SearchFilter } from "../parts/search.js";
import { Badge } from "../parts/status.js";
import { Table } from "../parts/table.js";

/** Run pools that workspaces of the environment may use (R3, R5). */
export const poolsAvailableIn = (environment: string) =>
  pools.value.filter((pool) => !pool.vcsEnabled && isAccessible(pool, environment));

export function Environments() {
  const [isCreating, setCreating] = useState(false);
  const all = [...world.all("environments")].sort((a, b) => a.name.localeCompare(b.name));
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
                Workspaces are in environments: create one first, here or with `scalr_environment` in a stack.
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

function CreateEnvironment({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const [pool, setPool] = useState("");
  const creating = useAction(async () => {
    const links = { "default-workspace-agent-pool": { type: "agent-pools", id: pool || null } };
    const { data } = await scalr.create("environments", { name }, pool === "" ? {} : links);
    onClose();
    go(`/environments/${data.id}`);
  });
  return (
    <Dialog title="Create environment" onClose={onClose}>
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
          faults={creating.faults}
          pointer="/data/attributes/name"
        />
        <PoolSelect
          label="Default pool"
          kind="runs"
          none="None: the account's default, or the Scalr runners"
          value={pool}
          onChange={setPool}
          faults={creating.faults}
          pointer="/data/relationships/default-workspace-agent-pool"
        />
        <Faults
          faults={creating.faults}
          except={["/data/attributes/name", "/data/relationships/default-workspace-agent-pool"]}
        />
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
