import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import type { AgentPool } from "../../../../core/entities.js";
import { agentsOf, index, tokensOf } from "../../data/derived.js";
import { happenings } from "../../data/happenings.js";
import { world } from "../../data/world.js";
import { Card } from "../../parts/page.js";
import { WorkspaceRun } from "../../parts/run-link.js";
import { Time } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

interface Happening {
  readonly id: string;
  readonly at: number;
  readonly what: ComponentChildren;
}

const tasksIn = index("tasks", ({ pool }) => pool);

/** The events of the pool, newest first: those that its objects store, and those observed while the page is open. */
export function PoolEvents({ pool }: { pool: AgentPool }) {
  const rows = useMemo(() => computed(() => happeningsOf(pool.id)), [pool.id]).value;
  return (
    <Card title="What happened here" flush>
      <Table
        label={`Events of ${pool.name}`}
        rows={rows}
        id={({ id }) => id}
        empty={null}
        columns={[
          { title: "When", cell: ({ at }) => <Time at={at} /> },
          { title: "What", class: "said", cell: ({ what }) => what },
        ]}
      />
    </Card>
  );
}

function happeningsOf(id: string): readonly Happening[] {
  const pool = world.get("agent-pools", id);
  const found: Happening[] = pool
    ? [{ id: `${id}-created`, at: pool.createdAt, what: "The pool was created." }]
    : [];
  for (const agent of agentsOf(id))
    found.push({ id: `${agent.id}-joined`, at: agent.createdAt, what: `Agent ${agent.name} joined.` });
  for (const token of tokensOf(id))
    found.push({
      id: `${token.id}-created`,
      at: token.createdAt,
      what: `Token ${token.description ?? token.id} was created.`,
    });
  for (const task of tasksIn(id)) found.push(...ofTask(task));
  for (const { key, at, pool: where, what } of happenings.value)
    if (where === id) found.push({ id: key, at, what });
  return found.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

function* ofTask(task: ReturnType<typeof tasksIn>[number]): Generator<Happening> {
  const run = <WorkspaceRun id={task.run} />;
  const agent = world.get("agents", task.agent)?.name ?? task.agent;
  const steps = [
    [
      task.queuedAt,
      "queued",
      <>
        The {task.phase} of {run} was queued.
      </>,
    ],
    [
      task.startedAt,
      "started",
      <>
        {agent} started the {task.phase} of {run}.
      </>,
    ],
    [
      task.finishedAt,
      "ended",
      <>
        The {task.phase} of {run} ended: {task.status}.
      </>,
    ],
  ] as const;
  for (const [at, step, what] of steps) if (at !== null) yield { id: `${task.id}-${step}`, at, what };
}
