import { useState } from "preact/hooks";
import { environmentScope } from "../../../../core/scopes.js";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { environments } from "../../data/derived.js";
import { go } from "../../data/route.js";
import { can } from "../../data/session.js";
import { Button } from "../../parts/button.js";
import { Check, NAME, NameField, SelectField } from "../../parts/fields.js";
import { FormDialog } from "../../parts/form-dialog.js";
import { PoolSelect, poolLink } from "../../parts/pool-select.js";

/** Shown to those who may create workspaces somewhere that they see. */
export function CreateWorkspaceButton({ environment }: { environment?: string }) {
  const [isOpen, setOpen] = useState(false);
  const allowed = environments.value.filter(
    ({ id }) =>
      (environment === undefined || id === environment) && can("workspaces:create", environmentScope(id)),
  );
  if (allowed.length === 0) return null;
  return (
    <>
      <Button kind="primary" onClick={() => setOpen(true)}>
        Create workspace
      </Button>
      {isOpen && <CreateWorkspace environments={allowed} onClose={() => setOpen(false)} />}
    </>
  );
}

const POINTERS = {
  name: NAME,
  environment: "/data/relationships/environment",
  pool: "/data/relationships/agent-pool",
} as const;

function CreateWorkspace({
  environments: allowed,
  onClose,
}: {
  environments: readonly { readonly id: string; readonly name: string }[];
  onClose: () => void;
}) {
  const [name, setName] = useState("");
  const [environment, setEnvironment] = useState(allowed[0]!.id);
  const [pool, setPool] = useState("");
  const [autoApply, setAutoApply] = useState(false);
  const creating = useAction(async () => {
    const { data } = await scalr.create(
      "workspaces",
      { name, "auto-apply": autoApply },
      {
        environment: { type: "environments", id: environment },
        ...poolLink("agent-pool", pool || undefined),
      },
    );
    onClose();
    go(`/workspaces/${data.id}`);
  });
  return (
    <FormDialog
      title="Create workspace"
      onClose={onClose}
      action={creating}
      submit="Create"
      pointers={Object.values(POINTERS)}
    >
      <NameField value={name} onInput={setName} autoFocus />
      <SelectField
        label="Environment"
        value={environment}
        onChange={setEnvironment}
        options={allowed.map(({ id, name: text }) => ({ value: id, label: text }))}
        pointer={POINTERS.environment}
      />
      <PoolSelect
        label="Agent pool"
        kind="runs"
        environment={environment}
        none="None: the environment's default decides"
        value={pool}
        onChange={setPool}
        pointer={POINTERS.pool}
      />
      <Check
        label="Apply without asking"
        hint="Otherwise a run waits for a confirmation after its plan."
        checked={autoApply}
        onChange={setAutoApply}
      />
    </FormDialog>
  );
}
