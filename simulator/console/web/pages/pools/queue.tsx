import type { AgentPool } from "../../../../core/entities.js";
import { heldIn, queuedIn } from "../../data/derived.js";
import { world } from "../../data/world.js";
import { Card, Empty } from "../../parts/page.js";
import { Waiting, WorkspaceRun } from "../../parts/run-link.js";
import { Status, Time } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

/** The executing and waiting tasks of the pool, in order. */
export function PoolQueue({ pool }: { pool: AgentPool }) {
  const tasks = [...heldIn(pool.id), ...[...queuedIn(pool.id)].sort((a, b) => a.sequence - b.sequence)];
  return (
    <Card title="Running and queued" flush>
      <Table
        label={`Queue of ${pool.name}`}
        rows={tasks}
        id={({ id }) => id}
        empty={
          <Empty title="Nothing runs here and nothing waits">
            Runs of its workspaces come here when they are queued.
          </Empty>
        }
        columns={[
          { title: "Run", cell: ({ run }) => <WorkspaceRun id={run} /> },
          { title: "Phase", cell: ({ phase }) => phase },
          { title: "Status", cell: ({ status }) => <Status value={status} /> },
          {
            title: "Agent",
            cell: ({ agent, run, status }) =>
              status === "queued" ? <Waiting run={run} /> : (world.get("agents", agent)?.name ?? agent),
          },
          { title: "Queued", class: "wide", cell: ({ queuedAt }) => <Time at={queuedAt} /> },
        ]}
      />
    </Card>
  );
}
