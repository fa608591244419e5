import { useState } from "preact/hooks";
import { takesPool } from "../../../vcs/vcs-rules.js";
import { useAction } from "../data/action.js";
import { scalr } from "../data/api.js";
import { index } from "../data/derived.js";
import { useDraft } from "../data/draft.js";
import { plural } from "../data/format.js";
import { go } from "../data/route.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Button } from "../parts/button.js";
import { NAME, NameField, SelectField, TextField } from "../parts/fields.js";
import { FormDialog } from "../parts/form-dialog.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Page } from "../parts/page.js";
import { PoolLink } from "../parts/pool-link.js";
import { PoolSelect, poolLink } from "../parts/pool-select.js";
import { Table } from "../parts/table.js";
import { KeptAsDataCard } from "./integrations/kept-as-data.js";

/** Kinds of Git servers, as the API names them. */
export const VCS_TYPES: Readonly<Record<string, string>> = {
  github: "GitHub",
  github_enterprise: "GitHub Enterprise",
  gitlab: "GitLab",
  gitlab_enterprise: "GitLab Enterprise",
  bitbucket: "Bitbucket",
  bitbucket_enterprise: "Bitbucket Data Center",
  azure_dev_ops_services: "Azure DevOps",
};

export const workspacesFrom = index("workspaces", ({ vcsProvider }) => vcsProvider);

/** The list of VCS providers. */
export function Integrations() {
  const [isCreating, setCreating] = useState(false);
  const rows = [...world.all("vcs-providers")].sort((a, b) => a.name.localeCompare(b.name));
  const create = can("vcs-providers:create") && (
    <Button kind="primary" onClick={() => setCreating(true)}>
      Add VCS provider
    </Button>
  );
  return (
    <Page
      title="Integrations"
      subtitle="VCS providers host the configurations. A self-hosted provider can be connected through a VCS pool (R6)."
      actions={create}
    >
      <Card flush>
        <Table
          label="VCS providers"
          rows={rows}
          id={({ id }) => id}
          empty={
            <Empty title="There is no VCS provider yet" action={create}>
              Add one, here or with <code>scalr_vcs_provider</code> in a stack.
            </Empty>
          }
          columns={[
            { title: "Name", cell: ({ id, name }) => <Link href={`/integrations/${id}`}>{name}</Link> },
            { title: "Kind", cell: ({ vcsType }) => VCS_TYPES[vcsType] ?? vcsType },
            { title: "Address", class: "clip wide", cell: ({ url }) => url ?? "" },
            {
              title: "VCS pool",
              cell: (provider) =>
                provider.agentPool === null ? (
                  <span class="muted">{takesPool(provider) ? "none" : "takes none"}</span>
                ) : (
                  <PoolLink id={provider.agentPool} />
                ),
            },
            {
              title: "Available in",
              class: "wide",
              cell: ({ isShared, environments }) =>
                isShared ? "every environment" : plural(environments.length, "environment"),
            },
            { title: "Workspaces", class: "end number", cell: ({ id }) => workspacesFrom(id).length },
          ]}
        />
      </Card>
      <KeptAsDataCard />
      {isCreating && <AddProvider onClose={() => setCreating(false)} />}
    </Page>
  );
}

const POINTERS = {
  name: NAME,
  vcsType: "/data/attributes/vcs-type",
  url: "/data/attributes/url",
  token: "/data/attributes/token",
  pool: "/data/relationships/agent-pool",
} as const;

const EMPTY = { name: "", vcsType: "github_enterprise", url: "", token: "", pool: "" };

function AddProvider({ onClose }: { onClose: () => void }) {
  const { value: fields, set } = useDraft(EMPTY);
  const takes = takesPool(fields);
  const adding = useAction(async () => {
    const { name, vcsType, url, token, pool } = fields;
    const attributes = { name, "vcs-type": vcsType, token, ...(url !== "" && { url }) };
    const links = poolLink("agent-pool", (takes && pool) || undefined);
    const { data } = await scalr.create("vcs-providers", attributes, links);
    onClose();
    go(`/integrations/${data.id}`);
  });
  return (
    <FormDialog
      title="Add VCS provider"
      onClose={onClose}
      action={adding}
      submit="Add"
      pointers={Object.values(POINTERS)}
    >
      <NameField value={fields.name} onInput={(name) => set({ name })} autoFocus />
      <SelectField
        label="Kind"
        value={fields.vcsType}
        onChange={(vcsType) => set({ vcsType })}
        options={Object.entries(VCS_TYPES).map(([value, label]) => ({ value, label }))}
        pointer={POINTERS.vcsType}
      />
      <TextField
        label="Address"
        type="url"
        value={fields.url}
        onInput={(url) => set({ url })}
        placeholder="https://git.example.com"
        required={takes}
        pointer={POINTERS.url}
      />
      <TextField
        label="Token"
        type="password"
        value={fields.token}
        onInput={(token) => set({ token })}
        hint="Kept, and never shown again."
        pointer={POINTERS.token}
      />
      {takes && (
        <PoolSelect
          label="VCS pool"
          kind="vcs"
          none="None: it is reached from here"
          value={fields.pool}
          onChange={(pool) => set({ pool })}
          pointer={POINTERS.pool}
        />
      )}
    </FormDialog>
  );
}
