import type { Workspace } from "../../../entities.js";
import { workspaceScope } from "../../../rules/scopes.js";
import { useAction } from "../data/action.js";
import { type Links, scalr } from "../data/api.js";
import { useDraft } from "../data/draft.js";
import { go } from "../data/route.js";
import { can } from "../data/session.js";
import { Button } from "../parts/button.js";
import { Confirm } from "../parts/dialog.js";
import { Check, Faults, SelectField, TextField } from "../parts/form.js";
import { Card } from "../parts/page.js";
import { PoolSelect } from "../parts/pool-select.js";
import { toast } from "../parts/toasts.js";

const POINTERS = {
  name: "/data/attributes/name",
  pool: "/data/relationships/agent-pool",
  timeout: "/data/attributes/run-operation-timeout",
  directory: "/data/attributes/working-directory",
} as const;

const QUEUEING = [
  { value: "skip_first", label: "Not for the first upload" },
  { value: "always", label: "Always" },
  { value: "never", label: "Never" },
  { value: "on_create_only", label: "For the first upload alone" },
] as const;

/** What can be edited, as the form holds it. */
const editable = (workspace: Workspace) => ({
  name: workspace.name,
  pool: workspace.agentPool ?? "",
  autoApply: workspace.autoApply,
  autoQueueRuns: workspace.autoQueueRuns as string,
  timeout: workspace.runOperationTimeout === null ? "" : String(workspace.runOperationTimeout),
  directory: workspace.workingDirectory ?? "",
  protection: workspace.deletionProtectionEnabled,
});

type Editable = ReturnType<typeof editable>;

/** The attributes of the API that changed fields stand for. */
function attributesOf(changes: Partial<Editable>): Record<string, unknown> {
  const { name, autoApply, autoQueueRuns, timeout, directory, protection } = changes;
  return {
    ...(name !== undefined && { name }),
    ...(autoApply !== undefined && { "auto-apply": autoApply }),
    ...(autoQueueRuns !== undefined && { "auto-queue-runs": autoQueueRuns }),
    ...(timeout !== undefined && {
      "run-operation-timeout": timeout === "" ? null : Number(timeout) || timeout,
    }),
    ...(directory !== undefined && { "working-directory": directory || null }),
    ...(protection !== undefined && { "deletion-protection-enabled": protection }),
  };
}

export function WorkspaceSettings({ workspace }: { workspace: Workspace }) {
  const { id, name } = workspace;
  const draft = useDraft(editable(workspace));
  const scope = workspaceScope(workspace);
  const may = can("workspaces:update", scope);
  const saving = useAction(async () => {
    const { pool } = draft.changes;
    const links: Links =
      pool === undefined ? {} : { "agent-pool": { type: "agent-pools", id: pool || null } };
    await scalr.update("workspaces", id, attributesOf(draft.changes), links);
    draft.reset();
    toast("Saved");
  });
  const { value, set } = draft;
  const { faults } = saving;
  return (
    <div class="stack">
      <Card title="Settings">
        <form
          class="stack narrow"
          onSubmit={(event) => {
            event.preventDefault();
            void saving.run();
          }}
        >
          <TextField
            label="Name"
            value={value.name}
            onInput={(text) => set({ name: text })}
            required
            faults={faults}
            pointer={POINTERS.name}
          />
          <PoolSelect
            label="Agent pool"
            kind="runs"
            environment={workspace.environment}
            none="None: the environment's default decides"
            hint="A link overrides every default (R2). It takes workspaces:update and agent-pools:read (R20)."
            value={value.pool}
            onChange={(pool) => set({ pool })}
            disabled={!may}
            faults={faults}
            pointer={POINTERS.pool}
          />
          <SelectField
            label="Runs start by themselves"
            value={value.autoQueueRuns}
            options={QUEUEING}
            onChange={(autoQueueRuns) => set({ autoQueueRuns })}
            disabled={!may}
          />
          <TextField
            label="Longest plan or apply, in minutes"
            value={value.timeout}
            onInput={(timeout) => set({ timeout })}
            placeholder="60"
            hint="10 to 720; what takes longer ends errored."
            faults={faults}
            pointer={POINTERS.timeout}
          />
          <TextField
            label="Working directory"
            value={value.directory}
            onInput={(directory) => set({ directory })}
            placeholder="The configuration's own"
            faults={faults}
            pointer={POINTERS.directory}
          />
          <Check
            label="Apply without asking"
            hint="Otherwise a run waits for a confirmation after its plan."
            checked={value.autoApply}
            onChange={(autoApply) => set({ autoApply })}
            disabled={!may}
          />
          <Check
            label="Protect it from deletion while it has resources"
            checked={value.protection}
            onChange={(protection) => set({ protection })}
            disabled={!may}
          />
          <Faults faults={faults} except={Object.values(POINTERS)} />
          {may ? (
            <div class="row">
              <Button type="submit" kind="primary" busy={saving.busy} disabled={!draft.isChanged}>
                Save
              </Button>
              {draft.isChanged && <Button onClick={draft.reset}>Undo</Button>}
            </div>
          ) : (
            <p class="muted">Changing it takes `workspaces:update` here.</p>
          )}
        </form>
      </Card>
      {can("workspaces:delete", scope) && (
        <Card title="Delete">
          <Confirm
            action="Delete"
            object={`workspace ${name}`}
            run={() => scalr.delete("workspaces", id)}
            done={() => go("/workspaces")}
          >
            Its runs, states and variables go with it. It cannot be undone, except by restoring a snapshot.
          </Confirm>
        </Card>
      )}
    </div>
  );
}
