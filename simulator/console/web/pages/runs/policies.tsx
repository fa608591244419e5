import type { CheckedPolicy, PolicyCheck, Run } from "../../../../core/entities.js";
import { workspaceScope } from "../../../../core/scopes.js";
import { shownStatus } from "../../../../integrations/policies/check-rules.js";
import { OVERRIDABLE_RUN_STATUSES } from "../../../../runs/run-status-rules.js";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { index } from "../../data/derived.js";
import { words } from "../../data/format.js";
import { can } from "../../data/session.js";
import { world } from "../../data/world.js";
import { Button } from "../../parts/button.js";
import { Faults } from "../../parts/form.js";
import { Card, Empty } from "../../parts/page.js";
import { Badge, Status, type Tone } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

const TITLES: Readonly<Record<PolicyCheck["stage"], string>> = {
  pre_plan_check: "Before the plan",
  policy_check: "After the plan",
};

const TONES: Readonly<Record<NonNullable<CheckedPolicy["outcome"]>, Tone>> = {
  passed: "good",
  hard_failed: "bad",
  soft_failed: "bad",
  advisory_failed: "warn",
  skipped: "plain",
};

/** The policy checks of a run in their order. */
export const checksOf = index("policy-checks", ({ run }) => run);

/** All policies of a run with their results, and the override of those that soft-failed. */
export function Policies({ run }: { run: Run }) {
  const checks = checksOf(run.id);
  if (checks.length === 0)
    return (
      <Card>
        <Empty title="No policy judges this run">
          Link a policy group to the environment, and its policies judge the plans of runs that start from
          then on.
        </Empty>
      </Card>
    );
  return (
    <div class="stack">
      {checks.map((check) => (
        <Check key={check.id} run={run} check={check} />
      ))}
    </div>
  );
}

function Check({ run, check }: { run: Run; check: PolicyCheck }) {
  return (
    <Card title={TITLES[check.stage]} actions={<Override run={run} check={check} />}>
      <p>
        <Status value={shownStatus(check, run.status)} />
      </p>
      <Table
        label={`Policies: ${TITLES[check.stage].toLowerCase()}`}
        rows={check.policies}
        id={({ group, name }) => `${group}/${name}`}
        empty={null}
        columns={[
          { title: "Policy", cell: ({ name }) => <code>{name}</code> },
          { title: "Group", cell: ({ groupName }) => groupName },
          { title: "Enforcement", cell: ({ level }) => level },
          {
            title: "Result",
            cell: ({ outcome }) =>
              outcome === null ? (
                <span class="muted">not evaluated</span>
              ) : (
                <Badge tone={TONES[outcome]}>{words(outcome)}</Badge>
              ),
          },
          {
            title: "Messages",
            cell: ({ messages }) => messages.map((message) => <div key={message}>{message}</div>),
          },
        ]}
      />
    </Card>
  );
}

function Override({ run, check }: { run: Run; check: PolicyCheck }) {
  const overriding = useAction(() => scalr.get(`policy-checks/${check.id}/actions/override`));
  const workspace = world.get("workspaces", run.workspace);
  if (workspace === undefined || !OVERRIDABLE_RUN_STATUSES.has(run.status) || check.status !== "soft_failed")
    return null;
  if (!can("policy-checks:override", workspaceScope(workspace))) return null;
  return (
    <>
      <Faults faults={overriding.faults} />
      <Button kind="primary" busy={overriding.busy} onClick={() => void overriding.run()}>
        Override
      </Button>
    </>
  );
}
