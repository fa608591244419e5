import type { ComponentChildren } from "preact";
import type { Run } from "../../../core/entities.js";
import { STALLED_RUN_STATUSES } from "../../../runs/run-status-rules.js";
import { now } from "../data/clock.js";
import { isOver, sinceOf, taskOf } from "../data/derived.js";
import { absolute, span } from "../data/format.js";
import { world } from "../data/world.js";
import { PoolLink } from "./pool-link.js";
import { Waiting, WorkspaceRun } from "./run-link.js";
import { Status, Time } from "./status.js";
import { Table } from "./table.js";

const WAITS: ReadonlySet<string> = new Set(["pending", "plan_queued", "confirmed", "apply_queued"]);

interface RunTableProps {
  readonly label: string;
  readonly runs: readonly Run[];
  readonly empty: ComponentChildren;
}

/** The table of runs that all pages use. */
export function RunTable({ label, runs, empty }: RunTableProps) {
  return (
    <Table
      label={label}
      rows={runs}
      id={({ id }) => id}
      empty={empty}
      columns={[
        { title: "Status", cell: ({ status }) => <Status value={status} /> },
        { title: "Workspace", class: "clip", cell: ({ id }) => <WorkspaceRun id={id} /> },
        { title: "Where", class: "clip where", cell: (run) => <Where run={run} /> },
        { title: "Time", class: "number nowrap", cell: (run) => <TimeTaken run={run} /> },
        { title: "Changes", class: "wide", cell: (run) => <Changes run={run} /> },
        {
          title: "Message",
          class: "wide clip message",
          cell: ({ message, isDry, isDestroy }) => (
            <span class="muted" title={message ?? ""}>
              {[isDestroy && "destroy", isDry && "dry run", message].filter(Boolean).join(" · ")}
            </span>
          ),
        },
        { title: "Queued", class: "nowrap", cell: ({ createdAt }) => <Time at={createdAt} /> },
      ]}
    />
  );
}

/** The pool and agent of a run, or what it waits for. */
export function Where({ run }: { run: Run }) {
  const task = taskOf(run.id);
  if (WAITS.has(run.status)) return <Waiting run={run.id} />;
  if (task === undefined) return <span class="muted">nowhere</span>;
  // E24: the name outlives the agent.
  const name = world.get("agents", task.agent)?.name ?? task.agentName;
  return (
    <>
      <PoolLink id={task.pool} />
      {name !== undefined && <span class="muted"> · {name}</span>}
    </>
  );
}

/** What the plan found, or the apply did: added, changed, destroyed. */
export function Changes({ run }: { run: Run }) {
  const phase = world.get("applies", run.apply);
  const { resourceAdditions, resourceChanges, resourceDestructions } =
    (phase?.resourceAdditions != null ? phase : world.get("plans", run.plan)) ?? {};
  if (resourceAdditions == null) return <span class="muted">–</span>;
  return (
    <span
      class="changes number"
      title={`${resourceAdditions} to add, ${resourceChanges} to change, ${resourceDestructions} to destroy`}
    >
      <span class={resourceAdditions === 0 ? "none" : "added"}>+{resourceAdditions}</span>{" "}
      <span class={resourceChanges === 0 ? "none" : "changed"}>~{resourceChanges}</span>{" "}
      <span class={resourceDestructions === 0 ? "none" : "destroyed"}>−{resourceDestructions}</span>
    </span>
  );
}

/** How long the run has waited for its current reason, or the time from when it was queued to its end or to now. */
export function TimeTaken({ run }: { run: Run }) {
  const since = sinceOf(run);
  if (STALLED_RUN_STATUSES.has(run.status))
    return <span title={`Since ${absolute(since)}`}>waits {span(now() - since)}</span>;
  const end = isOver(run) ? Math.max(run.createdAt, ...Object.values(run.statusTimestamps)) : now();
  return <>{span(end - run.createdAt)}</>;
}
