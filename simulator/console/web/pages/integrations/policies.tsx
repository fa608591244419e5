import { index } from "../../data/derived.js";
import { world } from "../../data/world.js";
import { Card } from "../../parts/page.js";
import { Badge } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

const groupsFrom = index("policy-groups", ({ vcsProvider }) => vcsProvider as string | null);
const policiesOf = index("policies", ({ policyGroup }) => policyGroup as string);

/** A policy, or a group that has none yet, as its row shows it. */
interface Row {
  readonly id: string;
  readonly group: string;
  readonly stage: string;
  readonly policy: string;
  readonly level: string;
  readonly enabled: boolean;
  readonly fault: string | null;
}

const STAGES: Readonly<Record<string, string>> = {
  pre_plan_check: "before the plan",
  policy_check: "after the plan",
};

const rowsOf = (provider: string): readonly Row[] =>
  groupsFrom(provider).flatMap((group) => {
    const own = { group: group.name as string, stage: STAGES[group.executeAs] ?? group.executeAs };
    const fault = (group.fault as string | null | undefined) ?? null;
    const policies = [...policiesOf(group.id)].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (policies.length === 0) return [{ id: group.id, ...own, policy: "", level: "", enabled: true, fault }];
    return policies.map(({ id, name, enforcedLevel, enabled }, at) => ({
      id,
      group: at === 0 ? own.group : "",
      stage: at === 0 ? own.stage : "",
      policy: name as string,
      level: enforcedLevel as string,
      enabled: enabled === true,
      fault: at === 0 ? fault : null,
    }));
  });

/** The policy groups whose repositories belong to a VCS provider, with their policies. A provider without groups shows no card. */
export function PoliciesCard({ provider }: { provider: string }) {
  if (world.get("vcs-providers", provider) === undefined) return null;
  const rows = rowsOf(provider);
  if (rows.length === 0) return null;
  return (
    <Card title="Policy groups">
      <Table
        label="Policy groups and their policies"
        columns={[
          { title: "Group", cell: ({ group }) => group },
          { title: "Evaluated", cell: ({ stage }) => stage },
          { title: "Policy", cell: ({ policy }) => policy && <code>{policy}</code> },
          {
            title: "Enforcement",
            cell: ({ level, enabled }) => (enabled ? level : <span class="muted">{level}, not enabled</span>),
          },
          { title: "", cell: ({ fault }) => fault !== null && <Badge tone="bad">{fault}</Badge> },
        ]}
        rows={rows}
        id={({ id }) => id}
        empty={null}
      />
    </Card>
  );
}
