import { useState } from "preact/hooks";
import type { AgentPool } from "../../../core/entities.js";
import { loadOf, pools } from "../data/derived.js";
import { can } from "../data/session.js";
import { Button } from "../parts/button.js";
import { Card, Empty, Page } from "../parts/page.js";
import { AgentCounts, InUseBy, LoadCell, PoolBadges, PoolLink } from "../parts/pool-link.js";
import { type Column, Table } from "../parts/table.js";
import { CreatePool } from "./pools/create.js";

const COLUMNS: readonly Column<AgentPool>[] = [
  {
    title: "Name",
    cell: (pool) => (
      <span class="row">
        <PoolLink id={pool.id} /> <PoolBadges pool={pool} />
      </span>
    ),
  },
  { title: "Agents", cell: (pool) => <AgentCounts load={loadOf(pool)} isManaged={pool.isScalrManaged} /> },
  { title: "Slots", class: "wide", cell: (pool) => <LoadCell pool={pool} /> },
  { title: "Queued", class: "end number wide", cell: (pool) => loadOf(pool).queued },
  { title: "In use by", class: "wide", cell: (pool) => <InUseBy pool={pool} /> },
];

/** The list of agent pools, with their load. */
export function Pools() {
  const [isCreating, setCreating] = useState(false);
  const mayCreate = can("agent-pools:create");
  const create = (
    <Button kind="primary" onClick={() => setCreating(true)}>
      Create agent pool
    </Button>
  );
  return (
    <Page
      title="Agent pools"
      subtitle="Self-hosted agents, in pools: of those that execute runs, and of those that reach a private Git server."
      actions={mayCreate && create}
    >
      <Card flush>
        <Table
          label="Agent pools"
          rows={pools.value}
          id={({ id }) => id}
          columns={COLUMNS}
          empty={
            <Empty title="There is no pool that you may see">A role with agent-pools:read shows them.</Empty>
          }
        />
      </Card>
      {mayCreate && pools.value.every(({ isScalrManaged }) => isScalrManaged) && (
        <Card>
          <Empty title="No pool of your own yet" action={create}>
            Until there is one, every run executes on the Scalr runners. Create a pool, register an agent in
            it, and link it to a workspace or make it a default.
          </Empty>
        </Card>
      )}
      {isCreating && <CreatePool onClose={() => setCreating(false)} />}
    </Page>
  );
}
