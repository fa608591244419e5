import type { VcsProvider } from "../../../core/entities.js";
import { takesPool } from "../../../vcs/vcs-rules.js";
import { scalr } from "../data/api.js";
import { environmentName, workspacePath } from "../data/derived.js";
import { useDraft } from "../data/draft.js";
import { can } from "../data/session.js";
import { world } from "../data/world.js";
import { NAME, NameField } from "../parts/fields.js";
import { Link } from "../parts/link.js";
import { Card, Facts, Missing, Page, type RouteProps } from "../parts/page.js";
import { PoolSelect, poolLink } from "../parts/pool-select.js";
import { DeleteCard, SettingsCard } from "../parts/settings.js";
import { Badge, Id } from "../parts/status.js";
import { ModulesCard } from "./integrations/modules.js";
import { PoliciesCard } from "./integrations/policies.js";
import { PreviewsCard } from "./integrations/previews.js";
import { VCS_TYPES, workspacesFrom } from "./integrations.js";

const CRUMBS = [{ label: "Integrations", href: "/integrations" }];

/** The page of a VCS provider: its workspaces, and the pool that connects to it (R6). */
export function Integration({ params }: RouteProps) {
  const provider = world.get("vcs-providers", params.id);
  if (provider === undefined) return <Missing noun="VCS provider" id={params.id} crumbs={CRUMBS} />;
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
      <ModulesCard provider={id} />
      <PoliciesCard provider={id} />
      <PreviewsCard provider={id} />
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

const POOL = "/data/relationships/agent-pool";

function Settings({ provider }: { provider: VcsProvider }) {
  const { id, name, agentPool } = provider;
  const draft = useDraft({ name, pool: agentPool ?? "" });
  const may = can("vcs-providers:update");
  const takes = takesPool(provider);
  const save = ({ pool, ...attributes }: typeof draft.changes) =>
    scalr.update("vcs-providers", id, attributes, poolLink("agent-pool", pool));
  return (
    <div class="stack">
      <SettingsCard
        draft={draft}
        save={save}
        may={may}
        takes={<code>vcs-providers:update</code>}
        pointers={[NAME, POOL]}
      >
        <NameField value={draft.value.name} onInput={(text) => draft.set({ name: text })} />
        {takes ? (
          <PoolSelect
            label="VCS pool"
            kind="vcs"
            none="None: it is reached from here"
            hint="Its agents reach the Git server where scalr.io itself cannot (R6)."
            value={draft.value.pool}
            onChange={(pool) => draft.set({ pool })}
            disabled={!may}
            pointer={POOL}
          />
        ) : (
          <p class="note">Only self-hosted Git servers take a VCS pool (R6); this one is reached directly.</p>
        )}
      </SettingsCard>
      {can("vcs-providers:delete") && (
        <DeleteCard
          object={`VCS provider ${name}`}
          run={() => scalr.delete("vcs-providers", id)}
          next="/integrations"
        >
          Workspaces that use it have to be unlinked first.
        </DeleteCard>
      )}
    </div>
  );
}
