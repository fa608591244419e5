import type { ComponentType } from "preact";
import type { Run as RunEntity } from "../../../core/entities.js";
import { workspaceScope } from "../../../core/scopes.js";
import { OVERRIDABLE_RUN_STATUSES } from "../../../runs/run-status-rules.js";
import { DISCARDABLE_RUN_STATUSES } from "../../../runs/run-transition-rules.js";
import { useAction } from "../data/action.js";
import { scalr } from "../data/api.js";
import { isOver, workspacePath } from "../data/derived.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Button } from "../parts/button.js";
import { Confirm } from "../parts/dialog.js";
import { Faults } from "../parts/form.js";
import { Card, Missing, Page, type RouteProps, Tabs } from "../parts/page.js";
import { useWaiting } from "../parts/run-link.js";
import { Changes } from "../parts/run-table.js";
import { Badge, Status } from "../parts/status.js";
import { RunDetails } from "./runs/details.js";
import { Log } from "./runs/log.js";
import { PlanChanges } from "./runs/plan-changes.js";
import { checksOf, Policies } from "./runs/policies.js";
import { Stages } from "./runs/stages.js";

const TABS: readonly {
  readonly id: string;
  readonly label: string;
  readonly shown: (run: RunEntity) => boolean;
  readonly body: ComponentType<{ readonly run: RunEntity }>;
}[] = [
  {
    id: "plan",
    label: "Plan log",
    shown: () => true,
    body: ({ run }) => <Log phase={run.plan} kind="plan" />,
  },
  { id: "changes", label: "Changes", shown: () => true, body: PlanChanges },
  {
    id: "policies",
    label: "Policies",
    shown: ({ id }) => checksOf(id).length > 0,
    body: Policies,
  },
  {
    id: "apply",
    label: "Apply log",
    shown: ({ apply }) => apply !== null,
    body: ({ run }) => <Log phase={run.apply!} kind="apply" />,
  },
  { id: "details", label: "Details", shown: () => true, body: RunDetails },
];

/** The tab that is open first: the log of the current or last phase. */
const firstTab = (run: RunEntity): string =>
  run.status === "applying" || run.status === "applied" || (run.status === "errored" && hasApplied(run))
    ? "apply"
    : run.status === "planned"
      ? "changes"
      : OVERRIDABLE_RUN_STATUSES.has(run.status) || hasDenied(run)
        ? "policies"
        : "plan";

const hasDenied = (run: RunEntity): boolean =>
  run.status === "errored" && checksOf(run.id).some(({ status }) => status === "hard_failed");

const hasApplied = (run: RunEntity): boolean =>
  ["errored", "canceled", "running"].includes(world.get("applies", run.apply)?.status ?? "") &&
  run.statusTimestamps["applying-at"] !== undefined;

/** The page of a run: its stages, its logs, and the changes of its plan. */
export function Run({ params }: RouteProps) {
  const run = world.get("runs", params.id);
  const crumbs = [{ label: "Runs", href: "/runs" }];
  if (run === undefined) return <Missing noun="run" id={params.id} crumbs={crumbs} />;
  const tabs = TABS.filter((tab) => tab.shown(run));
  const current = tabs.find(({ id }) => id === (params.tab ?? firstTab(run))) ?? tabs[0]!;
  return (
    <Page
      title={run.message ?? (run.isDestroy ? "Destroy" : "Run")}
      crumbs={[...crumbs, { label: workspacePath(run.workspace), href: `/workspaces/${run.workspace}` }]}
      badges={
        <>
          <Status value={run.status} />
          {run.isDry && <Badge>dry run</Badge>}
          {run.isDestroy && <Badge tone="bad">destroy</Badge>}
          <Changes run={run} />
        </>
      }
      subtitle={<code>{run.id}</code>}
      actions={<Actions run={run} />}
    >
      <Card>
        <div class="stack">
          <Stages run={run} />
          <Why run={run} />
        </div>
      </Card>
      <Tabs
        label="Parts of the run"
        current={current.id}
        tabs={tabs.map(({ id, label }) => ({ id, label, href: `/runs/${run.id}/${id}` }))}
      />
      <current.body key={current.id} run={run} />
    </Page>
  );
}

/** Why the run waits, or why it ended. */
function Why({ run }: { run: RunEntity }) {
  const waiting = useWaiting(run.id);
  if (run.errorMessage !== null)
    return (
      <p class="faults" role="status">
        {run.errorMessage}
      </p>
    );
  if (isOver(run) || !waiting?.waitingFor) return null;
  return (
    <p class="note warn" role="status">
      <strong>Waits for:</strong> {waiting.waitingFor.message}
    </p>
  );
}

/** The API decides which actions are allowed. These are the ones that can succeed in the status. */
const CONFIRMABLE: ReadonlySet<string> = new Set(["planned", "planned_and_saved"]);

function Actions({ run }: { run: RunEntity }) {
  const workspace = world.get("workspaces", run.workspace);
  const confirming = useAction(() => scalr.action(`runs/${run.id}/actions/apply`));
  if (workspace === undefined || isOver(run)) return null;
  const scope = workspaceScope(workspace);
  return (
    <>
      <Faults faults={confirming.faults} />
      {DISCARDABLE_RUN_STATUSES.has(run.status) && can("runs:cancel", scope) && (
        <Confirm
          action="Discard"
          object="this run"
          kind="plain"
          run={() => scalr.action(`runs/${run.id}/actions/discard`)}
        >
          What was planned is not applied, and the workspace continues with its next run.
        </Confirm>
      )}
      {CONFIRMABLE.has(run.status) && can("runs:apply", scope) && (
        <Button kind="primary" busy={confirming.busy} onClick={() => void confirming.run()}>
          Confirm and apply
        </Button>
      )}
      {!DISCARDABLE_RUN_STATUSES.has(run.status) && can("runs:cancel", scope) && (
        <Confirm action="Cancel" object="this run" run={() => scalr.action(`runs/${run.id}/actions/cancel`)}>
          What executes is asked to stop, and is stopped after a while. What was applied so far stays, in the
          state too.
        </Confirm>
      )}
    </>
  );
}
