import { useState } from "preact/hooks";
import type { AccessPolicy } from "../../../../core/entities.js";
import { ACCOUNT, environmentScope, type Scope, workspaceScope } from "../../../../core/scopes.js";
import { useAction } from "../../data/action.js";
import { scalr } from "../../data/api.js";
import { can, canSomewhere, session } from "../../data/session.js";
import { world } from "../../data/world.js";
import { Button } from "../../parts/button.js";
import { Confirm } from "../../parts/dialog.js";
import { Check, SelectField } from "../../parts/fields.js";
import { FormDialog } from "../../parts/form-dialog.js";
import { Link } from "../../parts/link.js";
import { Card, Empty } from "../../parts/page.js";
import { Badge } from "../../parts/status.js";
import { Table } from "../../parts/table.js";
import { places, roleName, scopeOf, serviceAccounts, subjectOf, teams, users } from "./people.js";

/** Whether the user may manage access policies: in general, or in a kind of scope. */
function mayAt(action: string, scope: Scope): boolean {
  return can(`access-policies:${action}`, scope) || can(`${scope.kind}s:set-access-policies`, scope);
}

function scopeEntityOf({ environment, workspace }: AccessPolicy): Scope {
  const found = world.get("workspaces", workspace);
  if (found !== undefined) return workspaceScope(found);
  return environment === null ? ACCOUNT : environmentScope(environment);
}

const mayCreate = () =>
  [
    "access-policies:create",
    ...["account", "environment", "workspace"].map((kind) => `${kind}s:set-access-policies`),
  ].some(canSomewhere);

/** R21: the access policies: who has which roles where. */
export function Policies() {
  const [isCreating, setCreating] = useState(false);
  const rows = [...world.all("access-policies")].sort(
    (a, b) => subjectOf(a).localeCompare(subjectOf(b)) || scopeOf(a).localeCompare(scopeOf(b)),
  );
  return (
    <Card
      title="Access policies"
      actions={
        mayCreate() && (
          <Button kind="primary" small onClick={() => setCreating(true)}>
            Grant roles
          </Button>
        )
      }
      flush
    >
      <Table
        label="All access policies"
        rows={rows}
        id={({ id }) => id}
        empty={<Empty title="No access policy is yours to see" />}
        columns={[
          {
            title: "To",
            cell: (policy) => {
              const id = policy.user ?? policy.serviceAccount;
              return id === null ? (
                subjectOf(policy)
              ) : (
                <Link href={`/access?of=${id}`} label={`What may ${subjectOf(policy)} do?`}>
                  {subjectOf(policy)}
                </Link>
              );
            },
          },
          { title: "In", cell: scopeOf },
          {
            title: "Roles",
            cell: ({ roles, isSystem }) => (
              <span class="row">
                {roles.map((id) => (
                  <Badge key={id} tone="accent">
                    {roleName(id)}
                  </Badge>
                ))}
                {isSystem && <Badge>system</Badge>}
              </span>
            ),
          },
          {
            title: "",
            class: "end",
            cell: (policy) =>
              !policy.isSystem &&
              mayAt("delete", scopeEntityOf(policy)) && (
                <Confirm
                  action="Revoke"
                  small
                  object={`what ${subjectOf(policy)} was granted in ${scopeOf(policy)}`}
                  run={() => scalr.delete("access-policies", policy.id)}
                >
                  It counts no more at once, also for those who are signed in.
                </Confirm>
              ),
          },
        ]}
      />
      {isCreating && <Create onClose={() => setCreating(false)} />}
    </Card>
  );
}

const linkOf = (prefixes: Readonly<Record<string, readonly [name: string, type: string]>>, id: string) => {
  const [name, type] = Object.entries(prefixes).find(([prefix]) => id.startsWith(prefix))?.[1] ?? [
    "user",
    "users",
  ];
  return { [name]: { type, id } };
};

const SUBJECTS = { "sa-": ["service-account", "service-accounts"], "team-": ["team", "teams"] } as const;
const SCOPES = {
  "env-": ["environment", "environments"],
  "ws-": ["workspace", "workspaces"],
  "acc-": ["account", "accounts"],
} as const;

function Create({ onClose }: { onClose: () => void }) {
  const subjects = [...users(), ...teams(), ...serviceAccounts()];
  const account = session.value!.account.id;
  const [subject, setSubject] = useState(subjects[0]?.value ?? "");
  const [scope, setScope] = useState(account);
  const [roles, setRoles] = useState<readonly string[]>([]);
  const granting = useAction(async () => {
    await scalr.create(
      "access-policies",
      {},
      {
        ...linkOf(SUBJECTS, subject),
        ...linkOf(SCOPES, scope),
        roles: { type: "roles", id: roles },
      },
    );
    onClose();
  });
  return (
    <FormDialog
      title="Grant roles"
      onClose={onClose}
      action={granting}
      submit="Grant"
      disabled={roles.length === 0}
    >
      <SelectField label="To whom" value={subject} onChange={setSubject} options={subjects} />
      <SelectField
        label="Where"
        value={scope}
        onChange={setScope}
        options={[{ value: account, label: "In the account" }, ...places()]}
        hint="It counts there and below (R21)."
      />
      <fieldset class="plain stack">
        <legend class="label">Roles</legend>
        {world.all("roles").map(({ id, name, description }) => (
          <Check
            key={id}
            label={name}
            {...(description !== null && { hint: description })}
            checked={roles.includes(id)}
            onChange={(isIn) => setRoles(isIn ? [...roles, id] : roles.filter((each) => each !== id))}
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}
