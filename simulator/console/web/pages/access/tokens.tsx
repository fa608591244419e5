import { useState } from "preact/hooks";
import type { AccessToken } from "../../../../core/entities.js";
import { scalr } from "../../data/api.js";
import { poolName } from "../../data/derived.js";
import { can, session } from "../../data/session.js";
import { world } from "../../data/world.js";
import { Button } from "../../parts/button.js";
import { SelectField, TextField } from "../../parts/fields.js";
import { Card, Empty } from "../../parts/page.js";
import { Badge } from "../../parts/status.js";
import { CreateToken, TokenTable } from "../../parts/tokens.js";

/** Tokens of users, service accounts and pools. Sessions of agents are not shown. */
export const visibleTokens = (): readonly AccessToken[] =>
  world.all("access-tokens").filter(({ kind }) => kind !== "agent");

function ownerOf({ kind, owner }: AccessToken): string {
  if (kind === "pool") return `pool ${poolName(owner)}`;
  return world.get("users", owner)?.email ?? world.get("service-accounts", owner)?.name ?? owner;
}

function mayRevoke({ kind, owner }: AccessToken): boolean {
  if (owner === session.value?.who.id || can("access-tokens:delete")) return true;
  return can(
    kind === "pool"
      ? "agent-pools:update"
      : kind === "user"
        ? "access-tokens:delete"
        : "service-accounts:update",
  );
}

/** R16: all tokens that the user may see. A secret is shown once, when the token is created. */
export function Tokens() {
  const [isCreating, setCreating] = useState(false);
  return (
    <Card
      title="Tokens"
      actions={
        <Button kind="primary" small onClick={() => setCreating(true)}>
          Create token
        </Button>
      }
      flush
    >
      <TokenTable
        label="All tokens"
        tokens={visibleTokens()}
        empty={<Empty title="No token is yours to see" />}
        columns={[
          {
            title: "Token",
            cell: ({ id, name, description }) => (
              <span class="row">
                {description ?? name ?? <code class="muted">{id}</code>}
                {id === session.value?.who.token && <Badge tone="good">this sign-in</Badge>}
              </span>
            ),
          },
          { title: "Opens", cell: ownerOf },
        ]}
        mayRevoke={mayRevoke}
        nameOf={(token) => `token ${token.description ?? token.name ?? token.id} of ${ownerOf(token)}`}
        consequence="It opens nothing from now on. Agents that joined by it have to stop."
      />
      {isCreating && <Create onClose={() => setCreating(false)} />}
    </Card>
  );
}

const EXPIRES = "/data/attributes/expires-in";

function Create({ onClose }: { onClose: () => void }) {
  const [owner, setOwner] = useState("");
  const [description, setDescription] = useState("");
  const [minutes, setMinutes] = useState("");
  const create = async () => {
    const attributes = {
      ...(description !== "" && { description }),
      ...(minutes !== "" && { "expires-in": Number(minutes) || minutes }),
    };
    const path = owner === "" ? "access-tokens" : `service-accounts/${owner}/access-tokens`;
    const { data } = await scalr.create("access-tokens", attributes, {}, path);
    return data.attributes.token;
  };
  const accounts = can("service-accounts:update") ? world.all("service-accounts") : [];
  return (
    <CreateToken onClose={onClose} create={create} pointers={[EXPIRES]}>
      <SelectField
        label="For"
        value={owner}
        onChange={setOwner}
        options={[
          { value: "", label: `${session.value?.who.name} (yourself)` },
          ...accounts.map(({ id, name }) => ({ value: id, label: `${name} (service account)` })),
        ]}
      />
      <TextField label="Description" value={description} onInput={setDescription} autoFocus />
      <TextField
        label="Life in minutes"
        value={minutes}
        onInput={setMinutes}
        placeholder="It never expires"
        hint="On the sandbox clock."
        pointer={EXPIRES}
      />
    </CreateToken>
  );
}
