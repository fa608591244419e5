import { useState } from "preact/hooks";
import type { AskedChange } from "../../data/changes.js";
import { environments, pools, workspacePath } from "../../data/derived.js";
import { world } from "../../data/world.js";
import { Button } from "../../parts/button.js";
import { type Option, SelectField } from "../../parts/fields.js";
import { type Access, AccessFields } from "../pools/access-fields.js";

type Kind = Exclude<AskedChange["kind"], "delete-workspace">;

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: "account-default", label: "The account's default pool" },
  { value: "environment-default", label: "An environment's default pool" },
  { value: "link", label: "A workspace's link to a pool" },
  { value: "access", label: "Which environments may use a pool" },
  { value: "delete-pool", label: "Delete a pool" },
  { value: "delete-environment", label: "Delete an environment" },
];

const byLabel = (a: Option, b: Option) => a.label.localeCompare(b.label);

/** Pools that execute runs and can be changed: not the Scalr runners (R1), no VCS pools (R5). */
const poolOptions = (): readonly Option[] =>
  pools.value
    .filter(({ vcsEnabled, isScalrManaged }) => !vcsEnabled && !isScalrManaged)
    .map(({ id, name }) => ({ value: id, label: name }));
const environmentOptions = (): readonly Option[] =>
  environments.value.map(({ id, name }) => ({ value: id, label: name }));
const workspaceOptions = (): readonly Option[] =>
  world
    .all("workspaces")
    .map(({ id }) => ({ value: id, label: workspacePath(id) }))
    .sort(byLabel);

const NONE: Option = { value: "", label: "None" };

/** The form that adds a hypothetical change. */
export function AddChange({ onAdd }: { onAdd: (change: AskedChange) => void }) {
  const [kind, setKind] = useState<Kind>("account-default");
  const [pool, setPool] = useState("");
  const [environment, setEnvironment] = useState("");
  const [workspace, setWorkspace] = useState("");
  const [access, setAccess] = useState<Access>({ isShared: false, environments: [] });
  const needsPool = kind === "access" || kind === "delete-pool";
  const all = { pools: poolOptions(), environments: environmentOptions(), workspaces: workspaceOptions() };
  const chosen = (value: string, options: readonly Option[]) =>
    options.some((option) => option.value === value) ? value : (options[0]?.value ?? "");
  const poolChosen = needsPool ? chosen(pool, all.pools) : chosen(pool, [NONE, ...all.pools]);
  const parts = {
    pool: poolChosen,
    environment: chosen(environment, all.environments),
    workspace: chosen(workspace, all.workspaces),
    access,
  };
  const change = changeOf(kind, parts);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (change !== null) onAdd(change);
      }}
    >
      <div class="change-fields">
        <SelectField
          label="What changes"
          value={kind}
          options={KINDS}
          onChange={(value) => setKind(value as Kind)}
        />
        {(kind === "environment-default" || kind === "delete-environment") && (
          <SelectField
            label="Environment"
            value={parts.environment}
            options={all.environments}
            onChange={setEnvironment}
          />
        )}
        {kind === "link" && (
          <SelectField
            label="Workspace"
            value={parts.workspace}
            options={all.workspaces}
            onChange={setWorkspace}
          />
        )}
        {kind !== "delete-environment" && (
          <SelectField
            label="Pool"
            value={poolChosen}
            options={needsPool ? all.pools : [NONE, ...all.pools]}
            onChange={setPool}
          />
        )}
      </div>
      {kind === "access" && <AccessFields access={access} onChange={setAccess} />}
      <div class="row">
        <Button type="submit" kind="primary" disabled={change === null}>
          Add the change
        </Button>
        {change === null && <span class="muted">There is nothing of that kind yet.</span>}
      </div>
    </form>
  );
}

interface Parts {
  readonly pool: string;
  readonly environment: string;
  readonly workspace: string;
  readonly access: Access;
}

/** The selected change; null if there is nothing to select. */
function changeOf(kind: Kind, { pool, environment, workspace, access }: Parts): AskedChange | null {
  const link = pool === "" ? null : pool;
  switch (kind) {
    case "account-default":
      return { kind, pool: link };
    case "environment-default":
      return environment === "" ? null : { kind, environment, pool: link };
    case "link":
      return workspace === "" ? null : { kind, workspace, pool: link };
    case "access":
      return pool === "" ? null : { kind, pool, environments: access.isShared ? null : access.environments };
    case "delete-pool":
      return pool === "" ? null : { kind, pool };
    case "delete-environment":
      return environment === "" ? null : { kind, environment };
  }
}
