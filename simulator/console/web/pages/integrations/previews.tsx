import type { PolicyPreview } from "../../../../core/entities.js";
import { evaluatedOf, summaryOf } from "../../../../integrations/policies/previews/preview-rules.js";
import { index, workspacePath } from "../../data/derived.js";
import { world } from "../../data/world.js";
import { Link } from "../../parts/link.js";
import { Card } from "../../parts/page.js";
import { Status } from "../../parts/status.js";
import { Table } from "../../parts/table.js";
import { checksOf } from "../runs/policies.js";

const previewsOf = index("policy-previews", ({ policyGroup }) => policyGroup);

/** How many messages a row shows. */
const SHOWN = 5;

/** The previews of the groups whose repositories belong to a VCS provider, newest first. */
const rowsOf = (provider: string): readonly PolicyPreview[] =>
  world
    .all("policy-groups")
    .filter(({ vcsProvider }) => vcsProvider === provider)
    .flatMap(({ id }) => previewsOf(id))
    .sort((a, b) => b.createdAt - a.createdAt);

/** Previews of policy groups in pull requests, and the runs that would be stopped. Without previews, no card is shown. */
export function PreviewsCard({ provider }: { provider: string }) {
  const rows = rowsOf(provider);
  if (rows.length === 0) return null;
  return (
    <Card title="Proposed policies">
      <Table
        label="Pull requests that propose policies"
        rows={rows}
        id={({ id }) => id}
        empty={null}
        columns={[
          { title: "Group", cell: ({ policyGroup }) => world.get("policy-groups", policyGroup)?.name },
          { title: "Pull request", cell: (preview) => <PullRequest preview={preview} /> },
          { title: "Status", cell: ({ status }) => <Status value={status} /> },
          { title: "Outcome", cell: (preview) => <Outcome preview={preview} /> },
        ]}
      />
    </Card>
  );
}

function PullRequest({ preview: { number, commit, title } }: { preview: PolicyPreview }) {
  return (
    <>
      {number} <code class="muted">{commit.slice(0, 7)}</code>
      {title !== null && <div>{title}</div>}
    </>
  );
}

function Outcome({ preview }: { preview: PolicyPreview }) {
  const { status, error, runs, leftOut } = preview;
  if (error !== null) return <>{error}</>;
  const judged = runs.flatMap((id) => {
    const run = world.get("runs", id);
    const policies = evaluatedOf(checksOf(id).flatMap((check) => check.policies));
    return run === undefined ? [] : [{ id, workspace: workspacePath(run.workspace), policies }];
  });
  const enabled = preview.policies.filter((policy) => policy.enabled).length;
  const messages = judged.flatMap(({ id, workspace, policies = [] }) =>
    policies
      .filter((policy) => policy.outcome !== "passed")
      .map((policy) => ({ id, workspace, name: policy.name, message: policy.messages[0] ?? "" })),
  );
  return (
    <>
      {status === "finished" && <div>{summaryOf({ judged, leftOut, enabled }).text}</div>}
      {messages.slice(0, SHOWN).map(({ id, workspace, name, message }) => (
        <div key={`${id}/${name}`}>
          <Link href={`/runs/${id}/policies`}>{workspace}</Link>: <code>{name}</code> {message}
        </div>
      ))}
      {messages.length > SHOWN && <div class="muted">{messages.length - SHOWN} more</div>}
    </>
  );
}
