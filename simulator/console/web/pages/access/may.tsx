import type { ExplainedPermissions } from "../../../../sandbox/contract/answers.js";
import { sandbox } from "../../data/api.js";
import { useFetched } from "../../data/fetched.js";
import { query, setQuery } from "../../data/route.js";
import { isOperator, session } from "../../data/session.js";
import { world } from "../../data/world.js";
import { Check, SelectField } from "../../parts/fields.js";
import { Faults } from "../../parts/form.js";
import { Card, Empty } from "../../parts/page.js";
import { Badge } from "../../parts/status.js";
import { Table } from "../../parts/table.js";
import { places, roleName, serviceAccounts, users } from "./people.js";

/**
 * The permissions of somebody in a scope, as the simulator explains them. Requested again when something that decides them
 * changes.
 */
export function May() {
  const own = session.value!.who.id;
  const of = isOperator() ? (query.value.get("of") ?? own) : own;
  const at = query.value.get("at") ?? "";
  const decisive = [
    world.all("access-policies"),
    world.all("roles"),
    world.all("teams"),
    world.all("workspaces"),
  ];
  const { value, faults } = useFetched(
    () => sandbox.get<ExplainedPermissions>(`permissions?of=${of}${at === "" ? "" : `&at=${at}`}`),
    [of, at, ...decisive],
  );
  return (
    <div class="stack">
      <Card>
        <div class="pair">
          <SelectField
            label="Who"
            value={of}
            onChange={(id) => setQuery("of", id === own ? "" : id)}
            options={
              isOperator()
                ? [...users(), ...serviceAccounts()]
                : [{ value: own, label: session.value!.who.name }]
            }
          />
          <SelectField
            label="Where"
            value={at}
            onChange={(id) => setQuery("at", id)}
            options={[{ value: "", label: "In the account" }, ...places()]}
          />
        </div>
        <Faults faults={faults} />
      </Card>
      {value !== undefined && faults.length === 0 && (
        <>
          <Grants grants={value.grants} />
          <Permissions explained={value} />
        </>
      )}
    </div>
  );
}

function Grants({ grants }: Pick<ExplainedPermissions, "grants">) {
  return (
    <Card title="What is granted" flush>
      <Table
        label="Access policies that count for them"
        rows={[...grants].sort((a, b) => Number(b.applies) - Number(a.applies))}
        id={({ policy, team }) => `${policy} ${team?.id}`}
        empty={
          <Empty title="Nothing is granted">
            An access policy grants roles to a user, a team or a service account; without one, nothing may be
            done.
          </Empty>
        }
        columns={[
          {
            title: "Counts here",
            cell: ({ applies }) => <Badge tone={applies ? "good" : "plain"}>{applies ? "yes" : "no"}</Badge>,
          },
          { title: "Roles", cell: ({ roles }) => roles.map(({ name }) => name).join(", ") },
          { title: "Granted to", cell: ({ team }) => (team === null ? "themselves" : `team ${team.name}`) },
          { title: "Why", class: "wide", cell: ({ reason }) => reason },
        ]}
      />
    </Card>
  );
}

function Permissions({ explained }: { explained: ExplainedPermissions }) {
  const isAll = query.value.get("all") === "yes";
  const held = explained.permissions.filter((permission) => permission.held);
  return (
    <Card
      title={`${held.length} of ${explained.permissions.length} permissions`}
      actions={
        <Check
          label="Show those that are missing too"
          checked={isAll}
          onChange={(checked) => setQuery("all", checked ? "yes" : "")}
        />
      }
      flush
    >
      <Table
        label="Permissions"
        rows={isAll ? explained.permissions : held}
        id={({ id }) => id}
        empty={<Empty title={`${explained.who.name} may do nothing here`} />}
        columns={[
          { title: "Permission", cell: ({ id }) => <code>{id}</code> },
          {
            title: "Held",
            cell: (permission) => (
              <Badge tone={permission.held ? "good" : "bad"}>{permission.held ? "yes" : "no"}</Badge>
            ),
          },
          {
            title: "By",
            cell: ({ by }) =>
              by.map(({ policy, role, permission }) => (
                <div key={`${policy} ${role.id}`}>
                  {roleName(role.id)} <span class="muted">({permission})</span>
                </div>
              )),
          },
          { title: "What it is for", class: "wide", cell: ({ description }) => description },
        ]}
      />
    </Card>
  );
}
