import { useState } from "preact/hooks";
import type { AgentPool } from "../../../../entities.js";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { tokensOf } from "../../data/derived.js";
import { can } from "../../data/session.js";
import { Button, Code } from "../../parts/button.js";
import { Confirm, Dialog } from "../../parts/dialog.js";
import { Faults, TextField } from "../../parts/form.js";
import { Card, Empty } from "../../parts/page.js";
import { Id, Time } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

/** R16: with these tokens agents join; each is shown once. */
export function PoolTokens({ pool }: { pool: AgentPool }) {
  const [isCreating, setCreating] = useState(false);
  const mayChange = can("agent-pools:update");
  const create = (
    <Button small onClick={() => setCreating(true)}>
      Create token
    </Button>
  );
  return (
    <Card title="Tokens with which agents join" flush actions={mayChange && create}>
      <Table
        label={`Tokens of ${pool.name}`}
        rows={[...tokensOf(pool.id)].sort((a, b) => b.createdAt - a.createdAt)}
        id={({ id }) => id}
        empty={
          <Empty title="No token yet">
            Without one no agent can join. Registering an agent makes one too.
          </Empty>
        }
        columns={[
          {
            title: "Description",
            cell: ({ description, name }) => description ?? name ?? <span class="muted">none</span>,
          },
          { title: "Id", class: "wide", cell: ({ id }) => <Id id={id} /> },
          { title: "Created", cell: ({ createdAt }) => <Time at={createdAt} /> },
          { title: "Last used", cell: ({ lastUsedAt }) => <Time at={lastUsedAt} /> },
          { title: "Expires", class: "wide", cell: ({ expiresAt }) => <Time at={expiresAt} /> },
          ...(mayChange
            ? [
                {
                  title: "",
                  class: "end",
                  cell: ({ id, description }: { id: string; description: string | null }) => (
                    <Confirm
                      action="Revoke"
                      object={description ?? id}
                      small
                      run={() => scalr.delete("access-tokens", id)}
                    >
                      The agents that joined with it are told to stop, and none can join with it any more.
                    </Confirm>
                  ),
                },
              ]
            : []),
        ]}
      />
      {isCreating && <CreateToken pool={pool} onClose={() => setCreating(false)} />}
    </Card>
  );
}

function CreateToken({ pool, onClose }: { pool: AgentPool; onClose: () => void }) {
  const [description, setDescription] = useState("");
  const [secret, setSecret] = useState<string>();
  const creating = useAction(async () => setSecret(await createPoolToken(pool.id, description)));
  if (secret !== undefined)
    return (
      <Dialog title="The new token" onClose={onClose}>
        <p class="note warn">It is shown this once. Keep it where your secrets are.</p>
        <Code label="Token" text={secret} wrap />
        <footer>
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        </footer>
      </Dialog>
    );
  return (
    <Dialog title="Create token" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void creating.run();
        }}
      >
        <TextField
          label="Description"
          value={description}
          onInput={setDescription}
          autoFocus
          hint="Which agents it is for, to know later what revoking it stops."
        />
        <Faults faults={creating.faults} />
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" kind="primary" busy={creating.busy}>
            Create
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** The secret of a new token of the pool. @throws ApiFault */
export async function createPoolToken(pool: string, description: string): Promise<string> {
  const path = `agent-pools/${pool}/access-tokens`;
  const { data } = await scalr.create("access-tokens", { description: description.trim() || null }, {}, path);
  return data.attributes.token;
}
