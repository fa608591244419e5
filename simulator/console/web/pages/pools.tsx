import { agentsOf, loadOf, pools } from "../data/derived.js";
import { Card, Empty, Page } from "../parts/page.js";
import { PoolBadges, PoolLink } from "../parts/pool-link.js";
import { Table } from "../parts/table.js";

export function Pools() {
  return (
    <Page
      title="Agent pools"
      subtitle="Groups of self-hosted agents that execute runs, or reach your Git server."
    >
      <Card flush>
        <Table
          label="Agent pools"
          rows={pools.value}
          id={({ id }) => id}
          empty={<Empty title="No pool is yours to see" />}
          columns={[
            { title: "Name", cell: (pool) => <PoolLink id={pool.id} /> },
            { title: "Type", cell: (pool) => <PoolBadges pool={pool} /> },
            { title: "Agents", class: "end number", cell: (pool) => agentsOf(pool.id).length },
            { title: "Running", class: "end number", cell: (pool) => loadOf(pool).running },
          ]}
        />
      </Card>
    </Page>
  );
}
