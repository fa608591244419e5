import type { AgentPool, Workspace } from "../../../../core/entities.js";
import {
  effectiveWorkspaces,
  providersLinkedTo,
  resolutionOf,
  workspacePath,
  workspacesLinkedTo,
} from "../../data/derived.js";
import { Link } from "../../parts/link.js";
import { Card, Empty } from "../../parts/page.js";
import { Badge } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

const HOW = {
  workspace: "linked to it",
  environment: "by its environment's default",
  account: "by the account's default",
  "scalr-runners": "no other pool is set",
} as const;

/** R2: the workspaces that link to the pool, and those whose runs it executes. */
export function PoolWorkspaces({ pool }: { pool: AgentPool }) {
  const effective = effectiveWorkspaces(pool.id);
  const isEffective = new Set(effective.map(({ id }) => id));
  const refused = workspacesLinkedTo(pool.id).filter(({ id }) => !isEffective.has(id));
  const rows = [...effective, ...refused].sort((a, b) =>
    workspacePath(a.id).localeCompare(workspacePath(b.id)),
  );
  return (
    <Card title="Workspaces whose runs come here" flush>
      <Table
        label={`Workspaces of ${pool.name}`}
        rows={rows}
        id={({ id }) => id}
        empty={
          <Empty title="No workspace's runs come here">
            Link the pool in a workspace's settings, or make it the default of an environment or of the
            account.
          </Empty>
        }
        columns={[
          {
            title: "Workspace",
            cell: ({ id }) => <Link href={`/workspaces/${id}`}>{workspacePath(id)}</Link>,
          },
          {
            title: "How",
            cell: (workspace) =>
              isEffective.has(workspace.id) ? (
                HOW[levelOf(workspace)]
              ) : (
                <Badge tone="bad">linked, but refused</Badge>
              ),
          },
          { title: "Why", class: "wide muted", cell: (workspace) => reasonOf(workspace) },
        ]}
      />
    </Card>
  );
}

const decisive = (workspace: Workspace) =>
  resolutionOf(workspace).candidates.find(({ outcome }) => outcome === "won" || outcome === "refused")!;
const levelOf = (workspace: Workspace) => decisive(workspace).level;
const reasonOf = (workspace: Workspace) => decisive(workspace).reason;

/** R6: the VCS providers whose Git servers are reached by the pool's agents. */
export function PoolProviders({ pool }: { pool: AgentPool }) {
  return (
    <Card title="VCS providers that go through it" flush>
      <Table
        label={`VCS providers of ${pool.name}`}
        rows={providersLinkedTo(pool.id)}
        id={({ id }) => id}
        empty={
          <Empty
            title="No VCS provider uses it"
            action={<Link href="/integrations">Go to the integrations</Link>}
          >
            Select the pool in the settings of a self-hosted VCS provider: GitHub, GitLab or Bitbucket
            Enterprise.
          </Empty>
        }
        columns={[
          { title: "Name", cell: ({ id, name }) => <Link href={`/integrations/${id}`}>{name}</Link> },
          { title: "Kind", cell: ({ vcsType }) => vcsType },
          { title: "URL", class: "wide", cell: ({ url }) => url ?? <span class="muted">none</span> },
        ]}
      />
    </Card>
  );
}
