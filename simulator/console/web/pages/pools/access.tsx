import { useState } from "preact/hooks";
import type { AgentPool } from "../../../../core/entities.js";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import type { AskedChange } from "../../data/changes.js";
import { can } from "../../data/session.js";
import { world } from "../../data/world.js";
import { Button } from "../../parts/button.js";
import { EffectOf } from "../../parts/effect.js";
import { Faults, Form } from "../../parts/form.js";
import { Link } from "../../parts/link.js";
import { Card, Empty } from "../../parts/page.js";
import { toast } from "../../parts/toasts.js";
import { type Access, AccessFields, accessLinks } from "./access-fields.js";

/** R3: which environments may use the pool. */
export function PoolAccess({ pool }: { pool: AgentPool }) {
  const [edited, setEdited] = useState<Access>();
  const access = edited ?? { isShared: pool.isShared, environments: pool.environments };
  const saving = useAction(async () => {
    await scalr.update("agent-pools", pool.id, { "is-shared": access.isShared }, accessLinks(access));
    setEdited(undefined);
    toast("Saved.");
  });
  if (!can("agent-pools:update")) return <Shown pool={pool} />;
  return (
    <Card title="Environment access">
      <Form action={saving}>
        <AccessFields access={access} onChange={setEdited} />
        {edited !== undefined && <EffectOf changes={[changeOf(pool.id, edited)]} />}
        <Faults />
        <div class="row">
          <Button type="submit" kind="primary" busy={saving.busy} disabled={edited === undefined}>
            Save access
          </Button>
          {edited !== undefined && <Button onClick={() => setEdited(undefined)}>Undo</Button>}
        </div>
        <p class="muted">
          Where access is withdrawn from an environment that has the pool as its default, or whose workspaces
          link to it, their runs end errored and say so.
        </p>
      </Form>
    </Card>
  );
}

const changeOf = (pool: string, { isShared, environments }: Access): AskedChange => ({
  kind: "access",
  pool,
  environments: isShared ? null : environments,
});

function Shown({ pool }: { pool: AgentPool }) {
  if (pool.isShared)
    return (
      <Card>
        <Empty title="Available in all environments" />
      </Card>
    );
  return (
    <Card title="Available in">
      <ul class="stack">
        {pool.environments.map((id) => (
          <li key={id}>
            <Link href={`/environments/${id}`}>{world.get("environments", id)?.name ?? id}</Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
