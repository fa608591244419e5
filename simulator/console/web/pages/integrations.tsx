import { useState } from "preact/hooks";
import { takesPool } from "../../../rules/vcs.js";
import { useAction } from "../data/action.js";
import { scalr } from "../data/api.js";
import { index } from "../data/derived.js";
import { plural } from "../data/format.js";
import { go } from "../data/route.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { Faults, SelectField, TextField } from "../parts/form.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Page } from "../parts/page.js";
import { PoolLink } from "../parts/pool-link.js";
import { PoolSelect } from "../parts/pool-select.js";
import { Table } from "../parts/table.js";

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
      subtitle="VCS providers: where configurations come from. A self-hosted one may be reached through a VCS pool (R6)."
      actions={create}
    >
      <Card flush>
        <Table
          label="VCS providers"
          rows={rows}
          id={({ id }) => id}
          empty={
            <Empty title="There is no VCS provider yet" action={create}>
              Add one, here or with `scalr_vcs_provider` in a stack.
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
      {isCreating && <AddProvider onClose={() => setCreating(false)} />}
    </Page>
  );
}

const POINTERS = ["name", "vcs-type", "url", "token"].map((name) => `/data/attributes/${name}`);
const POOL = "/data/relationships/agent-pool";

function AddProvider({ onClose }: { onClose: () => void }) {
  const [fields, setFields] = useState({
    name: "",
    vcsType: "github_enterprise",
    url: "",
    token: "",
    pool: "",
  });
  const set = (changes: Partial<typeof fields>) => setFields((before) => ({ ...before, ...changes }));
  const takes = takesPool(fields);
  const adding = useAction(async () => {
    const { name, vcsType, url, token, pool } = fields;
    const attributes = { name, "vcs-type": vcsType, token, ...(url !== "" && { url }) };
    const links = { "agent-pool": { type: "agent-pools", id: pool } };
    const { data } = await scalr.create("vcs-providers", attributes, takes && pool !== "" ? links : {});
    onClose();
    go(`/integrations/${data.id}`);
  });
  const { faults } = adding;
  return (
    <Dialog title="Add VCS provider" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void adding.run();
        }}
      >
        <TextField
          label="Name"
          value={fields.name}
          onInput={(name) => set({ name })}
          required
          autoFocus
          faults={faults}
          pointer={POINTERS[0]!}
        />
        <SelectField
          label="Kind"
          value={fields.vcsType}
          onChange={(vcsType) => set({ vcsType })}
          options={Object.entries(VCS_TYPES).map(([value, label]) => ({ value, label }))}
          faults={faults}
          pointer={POINTERS[1]!}
        />
        <TextField
          label="Address"
          type="url"
          value={fields.url}
          onInput={(url) => set({ url })}
          placeholder="https://git.example.com"
          required={takes}
          faults={faults}
          pointer={POINTERS[2]!}
        />
        <TextField
          label="Token"
          type="password"
          value={fields.token}
          onInput={(token) => set({ token })}
          hint="Kept, and never shown again."
          faults={faults}
          pointer={POINTERS[3]!}
        />
        {takes && (
          <PoolSelect
            label="VCS pool"
            kind="vcs"
            none="None: it is reached from here"
            value={fields.pool}
            onChange={(pool) => set({ pool })}
            faults={faults}
            pointer={POOL}
          />
        )}
        <Faults faults={faults} except={[...POINTERS, POOL]} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={adding.busy}>
            Add
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}
