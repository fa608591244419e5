import type { ExplainedDrift, ExplainedSchedule } from "../../../integrations/drift/drift-rules.js";
import type { ExplainedDrifts } from "../../../sandbox/contract/answers.js";
import { words } from "../data/format.js";
import { Link } from "./link.js";
import { Empty } from "./page.js";
import { Badge, Time, type Tone } from "./status.js";
import { Table } from "./table.js";

const TONES: Readonly<Record<ExplainedDrift["status"], Tone>> = {
  pending: "warn",
  in_progress: "info",
  errored: "bad",
  no_drift_detected: "good",
  awaiting_manual_action: "warn",
  accept_state: "good",
  reset_state: "good",
};

/** The results of the last drift checks. */
export function Found({ found }: Pick<ExplainedDrifts, "found">) {
  return (
    <Table
      label="Drift by workspace"
      rows={found}
      id={({ workspace }) => workspace.id}
      empty={
        <Empty title="Nothing was looked at yet">
          A schedule looks for drift, and shows here what it found.
        </Empty>
      }
      columns={[
        { title: "Status", cell: ({ status }) => <Badge tone={TONES[status]}>{words(status)}</Badge> },
        {
          title: "Workspace",
          cell: ({ workspace }) => <Link href={`/workspaces/${workspace.id}/drift`}>{workspace.name}</Link>,
        },
        { title: "What differs", class: "wide", cell: ({ reason }) => reason ?? "" },
        { title: "Run", cell: ({ run }) => <Link href={`/runs/${run}`}>{run}</Link> },
        { title: "When", cell: ({ at }) => <Time at={at} /> },
      ]}
    />
  );
}

const OUTCOMES = {
  "looked-at": ["yes", "good"],
  skipped: ["not now", "warn"],
  "filtered-out": ["no", "plain"],
} as const satisfies Readonly<Record<string, readonly [words: string, tone: Tone]>>;

/** A schedule: its next check, and its workspaces. */
export function Schedule({
  schedule: { schedule, runMode, nextAt, last, workspaces },
}: {
  schedule: ExplainedSchedule;
}) {
  return (
    <div class="stack">
      <p>
        {schedule}, {runMode}. Next: <Time at={nextAt} />. Last: <Time at={last?.at} />
        {last !== null && `, which queued ${last.queued} ${last.queued === 1 ? "run" : "runs"}`}.
      </p>
      <Table
        label={`Workspaces of the ${schedule} schedule`}
        rows={workspaces}
        id={({ workspace }) => workspace.id}
        empty={<Empty title="The environment has no workspaces" />}
        columns={[
          {
            title: "Looked at next",
            cell: ({ outcome }) => <Badge tone={OUTCOMES[outcome][1]}>{OUTCOMES[outcome][0]}</Badge>,
          },
          { title: "Workspace", cell: ({ workspace }) => workspace.name },
          { title: "Because", class: "wide", cell: ({ reason }) => reason ?? "its filters name it" },
        ]}
      />
    </div>
  );
}
