import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { AccessToken } from "../../../core/entities.js";
import { useAction } from "../data/action.js";
import { scalr } from "../data/api.js";
import { Button, Code } from "./button.js";
import { Confirm, Dialog } from "./dialog.js";
import { FormDialog } from "./form-dialog.js";
import { Time } from "./status.js";
import { type Column, Table } from "./table.js";

interface TokenTableProps {
  readonly label: string;
  readonly tokens: readonly AccessToken[];
  /** What tells which token it is; when it was made, used and ends is added. */
  readonly columns: readonly Column<AccessToken>[];
  readonly empty: ComponentChildren;
  readonly mayRevoke: (token: AccessToken) => boolean;
  /** What is asked about before it is revoked: `token ci of ann@example.com`. */
  readonly nameOf: (token: AccessToken) => string;
  /** What revoking one does. */
  readonly consequence: string;
}

/** A list of tokens, newest first, which permitted users can revoke. */
export function TokenTable({ label, tokens, empty, columns, ...revoking }: TokenTableProps) {
  const { mayRevoke, nameOf, consequence } = revoking;
  return (
    <Table
      label={label}
      rows={[...tokens].sort((a, b) => b.createdAt - a.createdAt)}
      id={({ id }) => id}
      empty={empty}
      columns={[
        ...columns,
        { title: "Created", class: "wide", cell: ({ createdAt }) => <Time at={createdAt} /> },
        { title: "Last used", cell: ({ lastUsedAt }) => <Time at={lastUsedAt} /> },
        { title: "Expires", class: "wide", cell: ({ expiresAt }) => <Time at={expiresAt} /> },
        {
          title: "",
          class: "end",
          cell: (token) =>
            mayRevoke(token) && (
              <Confirm
                action="Revoke"
                small
                object={nameOf(token)}
                run={() => scalr.delete("access-tokens", token.id)}
              >
                {consequence}
              </Confirm>
            ),
        },
      ]}
    />
  );
}

interface CreateTokenProps {
  readonly onClose: () => void;
  /** Makes it, and resolves with its secret. @throws ApiFault */
  readonly create: () => Promise<string>;
  /** Pointers of its fields. */
  readonly pointers?: readonly string[];
  /** Its fields. */
  readonly children: ComponentChildren;
}

/** Creates a token and shows its secret once (R16). */
export function CreateToken({ onClose, create, pointers = [], children }: CreateTokenProps) {
  const [secret, setSecret] = useState<string>();
  const creating = useAction(async () => setSecret(await create()));
  if (secret === undefined)
    return (
      <FormDialog
        title="Create token"
        onClose={onClose}
        action={creating}
        submit="Create"
        pointers={pointers}
      >
        {children}
      </FormDialog>
    );
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
}
