import { useState } from "preact/hooks";
import { KNOWN_PERMISSIONS } from "../../../../access/permission-catalogue-rules.js";
import type { Role } from "../../../../core/entities.js";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { index } from "../../data/derived.js";
import { can } from "../../data/session.js";
import { world } from "../../data/world.js";
import { Button } from "../../parts/button.js";
import { Confirm } from "../../parts/dialog.js";
import { Check, NAME, NameField, TextField } from "../../parts/fields.js";
import { FormDialog } from "../../parts/form-dialog.js";
import { Card, Empty } from "../../parts/page.js";
import { Badge } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

const policiesWith = index("access-policies", ({ roles }) => roles);

/** R20: the roles and their permissions. System roles cannot be changed. */
export function Roles() {
  const [edited, setEdited] = useState<Role | "new" | null>(null);
  const rows = [...world.all("roles")].sort(
    (a, b) => Number(b.isSystem) - Number(a.isSystem) || a.name.localeCompare(b.name),
  );
  return (
    <Card
      title="Roles"
      actions={
        can("roles:create") && (
          <Button kind="primary" small onClick={() => setEdited("new")}>
            Create role
          </Button>
        )
      }
      flush
    >
      <Table
        label="All roles"
        rows={rows}
        id={({ id }) => id}
        empty={<Empty title="No role is yours to see" />}
        columns={[
          {
            title: "Name",
            cell: ({ name, isSystem }) => (
              <span class="row">
                {name} {isSystem && <Badge>system</Badge>}
              </span>
            ),
          },
          { title: "Permissions", cell: ({ permissions }) => <Some permissions={permissions} /> },
          { title: "Policies", class: "end number", cell: ({ id }) => policiesWith(id).length },
          {
            title: "",
            class: "end",
            cell: (role) => <RoleActions role={role} onEdit={() => setEdited(role)} />,
          },
        ]}
      />
      {edited !== null && <Edit role={edited === "new" ? null : edited} onClose={() => setEdited(null)} />}
    </Card>
  );
}

const SHOWN = 4;

function Some({ permissions }: { permissions: readonly string[] }) {
  const rest = permissions.length - SHOWN;
  return (
    <span class="row" title={permissions.join(", ")}>
      {permissions.slice(0, SHOWN).map((permission) => (
        <code key={permission}>{permission}</code>
      ))}
      {rest > 0 && <span class="muted">and {rest} more</span>}
    </span>
  );
}

function RoleActions({ role, onEdit }: { role: Role; onEdit: () => void }) {
  if (role.isSystem) return null;
  return (
    <span class="row">
      {can("roles:update") && (
        <Button small label={`Edit role ${role.name}`} onClick={onEdit}>
          Edit
        </Button>
      )}
      {can("roles:delete") && (
        <Confirm
          action="Delete"
          small
          object={`role ${role.name}`}
          run={() => scalr.delete("roles", role.id)}
        >
          A role that access policies grant has to be taken out of them first.
        </Confirm>
      )}
    </span>
  );
}

function Edit({ role, onClose }: { role: Role | null; onClose: () => void }) {
  const [name, setName] = useState(role?.name ?? "");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(role?.permissions));
  const [text, setText] = useState("");
  const saving = useAction(async () => {
    const links = { permissions: { type: "permissions", id: [...chosen] } };
    if (role === null) await scalr.create("roles", { name }, links);
    else await scalr.update("roles", role.id, { name }, links);
    onClose();
  });
  const toggle = (id: string, isIn: boolean) => {
    const next = new Set(chosen);
    if (isIn) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const shown = KNOWN_PERMISSIONS.filter(({ id }) => id.includes(text.trim()));
  return (
    <FormDialog
      title={role === null ? "Create role" : `Edit role ${role.name}`}
      onClose={onClose}
      broad
      action={saving}
      submit="Save"
      pointers={[NAME]}
    >
      <NameField value={name} onInput={setName} autoFocus />
      <TextField
        label="Find permissions"
        type="search"
        value={text}
        onInput={setText}
        hint={`${chosen.size} chosen`}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="checklist" aria-label="Permissions" tabIndex={0}>
        {shown.map(({ id, description }) => (
          <Check
            key={id}
            label={<code>{id}</code>}
            hint={description}
            checked={chosen.has(id)}
            onChange={(isIn) => toggle(id, isIn)}
          />
        ))}
      </section>
    </FormDialog>
  );
}
