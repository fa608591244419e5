import type { ExplainedHooks } from "../../../integrations/hooks/hook-rules.js";
import { Empty, WouldFail } from "./page.js";
import { Badge, type Tone } from "./status.js";
import { Table } from "./table.js";

const TONES: Readonly<Record<ExplainedHooks["hooks"][number]["status"], Tone>> = {
  active: "good",
  pending: "warn",
  errored: "bad",
};

/** The hooks of the registry that runs of an environment execute, and whether they can. */
export function Hooks({ explained: { hooks, error } }: { explained: ExplainedHooks }) {
  return (
    <div class="stack">
      <WouldFail error={error} />
      <Table
        label="Hooks of the registry, in the order in which they run"
        rows={hooks}
        id={({ hook }) => hook.id}
        empty={
          <Empty title="Runs execute no hook of the registry">
            Link one to the environment with <code>scalr_environment_hook</code> in a stack.
          </Empty>
        }
        columns={[
          { title: "Status", cell: ({ status }) => <Badge tone={TONES[status]}>{status}</Badge> },
          { title: "Hook", cell: ({ hook }) => hook.name },
          { title: "When", cell: ({ events }) => events.join(", ") },
          {
            title: "Script",
            cell: ({ interpreter, script }) => (
              <code>
                {interpreter} {script}
              </code>
            ),
          },
          {
            title: "From",
            class: "wide",
            cell: ({ repository, branch, commit }) =>
              `${repository}${branch === null ? "" : ` (${branch})`}${commit === null ? "" : ` at ${commit.slice(0, 7)}`}`,
          },
          { title: "Problem", class: "wide", cell: ({ error: why }) => why ?? "" },
        ]}
      />
    </div>
  );
}
