import type { Workspace } from "../../../core/entities.js";
import { workspaceScope } from "../../../core/scopes.js";
import { scalr } from "../data/api.js";
import { useDraft } from "../data/draft.js";
import { can } from "../data/session.js";
import { EffectOf } from "../parts/effect.js";
import { Check, NAME, NameField, SelectField, TextField } from "../parts/fields.js";
import { PoolSelect, poolLink } from "../parts/pool-select.js";
import { DeleteCard, SettingsCard } from "../parts/settings.js";

const POINTERS = {
  name: NAME,
  pool: "/data/relationships/agent-pool",
  timeout: "/data/attributes/run-operation-timeout",
  directory: "/data/attributes/working-directory",
} as const;

const QUEUEING = [
  { value: "skip_first", label: "Not for the first upload" },
  { value: "always", label: "Always" },
  { value: "never", label: "Never" },
  { value: "on_create_only", label: "For the first upload only" },
] as const;

/** The editable settings in the form. */
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

/** The settings of a workspace, and its deletion. */
export function WorkspaceSettings({ workspace }: { workspace: Workspace }) {
  const { id, name } = workspace;
  const draft = useDraft(editable(workspace));
  const scope = workspaceScope(workspace);
  const may = can("workspaces:update", scope);
  const save = (changes: Partial<Editable>) =>
    scalr.update("workspaces", id, attributesOf(changes), poolLink("agent-pool", changes.pool));
  const { value, set } = draft;
  return (
    <div class="stack">
      <SettingsCard
        draft={draft}
        save={save}
        may={may}
        takes={
          <>
            <code>workspaces:update</code> here
          </>
        }
        pointers={Object.values(POINTERS)}
      >
        <NameField value={value.name} onInput={(text) => set({ name: text })} />
        <PoolSelect
          label="Agent pool"
          kind="runs"
          environment={workspace.environment}
          none="None: the environment's default decides"
          hint="A link overrides every default (R2). It takes workspaces:update and agent-pools:read (R20)."
          value={value.pool}
          onChange={(pool) => set({ pool })}
          disabled={!may}
          pointer={POINTERS.pool}
        />
        {draft.changes.pool !== undefined && (
          <EffectOf changes={[{ kind: "link", workspace: id, pool: draft.changes.pool || null }]} />
        )}
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
          pointer={POINTERS.timeout}
        />
        <TextField
          label="Working directory"
          value={value.directory}
          onInput={(directory) => set({ directory })}
          placeholder="The configuration's own"
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
      </SettingsCard>
      {can("workspaces:delete", scope) && (
        <DeleteCard
          object={`workspace ${name}`}
          run={() => scalr.delete("workspaces", id)}
          next="/workspaces"
        >
          Its runs, states and variables go with it. It cannot be undone, except by restoring a snapshot.
          <EffectOf changes={[{ kind: "delete-workspace", workspace: id }]} />
        </DeleteCard>
      )}
    </div>
  );
}
