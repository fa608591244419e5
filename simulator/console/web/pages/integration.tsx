import type { VcsProvider } from "../../../entities.js";
import { takesPool } from "../../../rules/vcs.js";
import { useAction } from "../data/action.js";
import { scalr } from "../data/api.js";
import { environmentName, workspacePath } from "../data/derived.js";
import { useDraft } from "../data/draft.js";
import { go } from "../data/route.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { Button } from "../parts/button.js";
import { Confirm } from "../parts/dialog.js";
import { Faults, TextField } from "../parts/form.js";
import { Link } from "../parts/link.js";
import { Card, Empty, Facts, Page } from "../parts/page.js";
import { PoolSelect } from "../parts/pool-select.js";
import { Badge, Id } from "../parts/status.js";
import { toast } from "../parts/toasts.js";
import type { PageProps } from "../routes.js";
import { VCS_TYPES, workspacesFrom } from "./integrations.js";

const CRUMBS = [{ label: "Integrations", href: "/integrations" }];

export function Integration({ params }: PageProps) {
  const provider = world.get("vcs-providers", params.id);
  if (provider === undefined)
    return (
      <Page title="No such VCS provider" crumbs={CRUMBS}>
        <Empty title="There is no such VCS provider, or it is not yours to see" />
      </Page>
    );
  const { id, name, vcsType } = provider;
  return (
    <Page
      title={name}
      crumbs={CRUMBS}
      subtitle={<Id id={id} />}
      badges={<Badge tone="accent">{VCS_TYPES[vcsType] ?? vcsType}</Badge>}
    >
      <Card title="Use">
        <Facts
          facts={[
            ["Address", provider.url ?? <span class="muted">none</span>],
            [
              "Available in",
              provider.isShared ? "every environment" : provider.environments.map(environmentName).join(", "),
            ],
            ["Workspaces", <Users key="users" provider={provider} />],
          ]}
        />
      </Card>
      <Settings key={id} provider={provider} />
    </Page>
  );
}

function Users({ provider }: { provider: VcsProvider }) {
  const workspaces = workspacesFrom(provider.id);
  if (workspaces.length === 0) return <span class="muted">none</span>;
  return (
    <span class="row">
      {workspaces.map(({ id }) => (
        <Link key={id} href={`/workspaces/${id}`}>
          {workspacePath(id)}
        </Link>
      ))}
    </span>
  );
}

const NAME = "/data/attributes/name";
const POOL = "/data/relationships/agent-pool";

function Settings({ provider }: { provider: VcsProvider }) {
  const { id, name, agentPool } = provider;
  const draft = useDraft({ name, pool: agentPool ?? "" });
  const may = can("vcs-providers:update");
  const takes = takesPool(provider);
  const saving = useAction(async () => {
    const { name: newName, pool } = draft.changes;
    await scalr.update(
      "vcs-providers",
      id,
      newName === undefined ? {} : { name: newName },
      pool === undefined ? {} : { "agent-pool": { type: "agent-pools", id: pool || null } },
    );
    draft.reset();
    toast("Saved");
  });
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
            value={draft.value.name}
            onInput={(text) => draft.set({ name: text })}
            required
            faults={saving.faults}
            pointer={NAME}
          />
          {takes ? (
            <PoolSelect
              label="VCS pool"
              kind="vcs"
              none="None: it is reached from here"
              hint="Its agents reach the Git server where scalr.io itself cannot (R6)."
              value={draft.value.pool}
              onChange={(pool) => draft.set({ pool })}
              disabled={!may}
              faults={saving.faults}
              pointer={POOL}
            />
          ) : (
            <p class="note">
              Only self-hosted Git servers take a VCS pool (R6); this one is reached directly.
            </p>
          )}
          <Faults faults={saving.faults} except={[NAME, POOL]} />
          {may ? (
            <div class="row">
              <Button type="submit" kind="primary" busy={saving.busy} disabled={!draft.isChanged}>
                Save
              </Button>
              {draft.isChanged && <Button onClick={draft.reset}>Undo</Button>}
            </div>
          ) : (
            <p class="muted">Changing it takes `vcs-providers:update`.</p>
          )}
        </form>
      </Card>
      {can("vcs-providers:delete") && (
        <Card title="Delete">
          <Confirm
            action="Delete"
            object={`VCS provider ${name}`}
            run={() => scalr.delete("vcs-providers", id)}
            done={() => go("/integrations")}
          >
            Workspaces that use it have to be unlinked first.
          </Confirm>
        </Card>
      )}
    </div>
  );
}
