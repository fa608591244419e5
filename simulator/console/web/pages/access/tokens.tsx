import { useState } from "preact/hooks";
import type { AccessToken } from "../../../../entities.js";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { poolName } from "../../data/derived.js";
import { can, session } from "../../data/session.js";
import { world } from "../../data/world.js";
import { Button, Code } from "../../parts/button.js";
import { Confirm, Dialog } from "../../parts/dialog.js";
import { Faults, SelectField, TextField } from "../../parts/form.js";
import { Card, Empty } from "../../parts/page.js";
import { Badge, Time } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

/** Tokens of users, service accounts and pools; an agent's session is no token of anybody's. */
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

export function Tokens() {
  const [isCreating, setCreating] = useState(false);
  const rows = [...visibleTokens()].sort((a, b) => b.createdAt - a.createdAt);
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
      <Table
        label="All tokens"
        rows={rows}
        id={({ id }) => id}
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
          { title: "Opens", cell: (token) => ownerOf(token) },
          { title: "Created", class: "wide", cell: ({ createdAt }) => <Time at={createdAt} /> },
          { title: "Last used", class: "wide", cell: ({ lastUsedAt }) => <Time at={lastUsedAt} /> },
          {
            title: "Expires",
            cell: ({ expiresAt }) =>
              expiresAt === null ? <span class="muted">never</span> : <Time at={expiresAt} />,
          },
          {
            title: "",
            class: "end",
            cell: (token) =>
              mayRevoke(token) && (
                <Confirm
                  action="Revoke"
                  small
                  object={`token ${token.description ?? token.name ?? token.id} of ${ownerOf(token)}`}
                  run={() => scalr.delete("access-tokens", token.id)}
                >
                  It opens nothing from now on. Agents that joined by it have to stop.
                </Confirm>
              ),
          },
        ]}
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
  const [secret, setSecret] = useState<string | null>(null);
  const creating = useAction(async () => {
    const attributes = {
      ...(description !== "" && { description }),
      ...(minutes !== "" && { "expires-in": Number(minutes) || minutes }),
    };
    const path = owner === "" ? "access-tokens" : `service-accounts/${owner}/access-tokens`;
    const { data } = await scalr.create("access-tokens", attributes, {}, path);
    setSecret(data.attributes.token);
  });
  if (secret !== null)
    return (
      <Dialog title="The new token" onClose={onClose}>
        <p class="note warn">It is shown this once. Copy it now.</p>
        <Code text={secret} label="Token" wrap />
        <footer>
          <Button kind="primary" onClick={onClose}>
            Done
          </Button>
        </footer>
      </Dialog>
    );
  const accounts = can("service-accounts:update") ? world.all("service-accounts") : [];
  return (
    <Dialog title="Create token" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void creating.run();
        }}
      >
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
          faults={creating.faults}
          pointer={EXPIRES}
        />
        <Faults faults={creating.faults} except={[EXPIRES]} />
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
