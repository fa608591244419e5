import { useState } from "preact/hooks";
import type { AgentPool } from "../../../../core/entities.js";
import { scalr } from "../../data/api.js";
import { tokensOf } from "../../data/derived.js";
import { can } from "../../data/session.js";
import { Button } from "../../parts/button.js";
import { TextField } from "../../parts/fields.js";
import { Card, Empty } from "../../parts/page.js";
import { Id } from "../../parts/status.js";
import { CreateToken, TokenTable } from "../../parts/tokens.js";

/** R16: the tokens that agents join with. Each secret is shown once. */
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
      <TokenTable
        label={`Tokens of ${pool.name}`}
        tokens={tokensOf(pool.id)}
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
        ]}
        mayRevoke={() => mayChange}
        nameOf={({ id, description }) => description ?? id}
        consequence="The agents that joined with it are told to stop, and none can join with it any more."
      />
      {isCreating && <Create pool={pool} onClose={() => setCreating(false)} />}
    </Card>
  );
}

function Create({ pool, onClose }: { pool: AgentPool; onClose: () => void }) {
  const [description, setDescription] = useState("");
  return (
    <CreateToken onClose={onClose} create={() => createPoolToken(pool.id, description)}>
      <TextField
        label="Description"
        value={description}
        onInput={setDescription}
        autoFocus
        hint="Which agents it is for, to know later what revoking it stops."
      />
    </CreateToken>
  );
}

/** The secret of a new token of the pool. @throws ApiFault */
export async function createPoolToken(pool: string, description: string): Promise<string> {
  const path = `agent-pools/${pool}/access-tokens`;
  const { data } = await scalr.create("access-tokens", { description: description.trim() || null }, {}, path);
  return data.attributes.token;
}
