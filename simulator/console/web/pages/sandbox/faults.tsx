import type { Fault } from "../../../../sandbox/contract/answers.js";
import { useAction } from "../../data/action.js";
import { sandbox } from "../../data/api.js";
import { type Fetched, useFetched } from "../../data/fetched.js";
import { Button } from "../../parts/button.js";
import { Faults as Refusals } from "../../parts/form.js";
import { Card, Empty } from "../../parts/page.js";
import { Table } from "../../parts/table.js";
import { AddFault } from "./add-fault.js";

type Listed = Fetched<{ readonly faults: readonly Fault[] }>;

/** The injected faults. They are in the simulator's memory, and the event stream does not report how often they were applied. */
export function Faults() {
  const listed: Listed = useFetched(() => sandbox.get("faults"), []);
  return (
    <div class="stack">
      <List listed={listed} />
      <AddFault onAdded={listed.again} />
    </div>
  );
}

function List({ listed }: { listed: Listed }) {
  const removing = useAction(async (id: string | null) => {
    await sandbox.delete(id === null ? "faults" : `faults/${id}`);
    listed.again();
  });
  const rows = listed.value?.faults ?? [];
  return (
    <Card
      title="Injected faults"
      actions={
        <span class="row">
          <Button small onClick={listed.again}>
            Count again
          </Button>
          {rows.length > 0 && (
            <Button small kind="danger" busy={removing.busy} onClick={() => void removing.run(null)}>
              Clear all
            </Button>
          )}
        </span>
      }
      flush
    >
      <Table
        label="All injected faults"
        rows={rows}
        id={({ id }) => id}
        empty={
          <Empty title="Nothing goes wrong on purpose">
            Add a fault to see how a stack, an agent or a client of yours takes it. The sandbox's own API and
            this console are never struck by answers of it.
          </Empty>
        }
        columns={[
          {
            title: "Requests",
            cell: ({ method, path }) => (
              <code>
                {method ?? "any"} {path ?? "everywhere"}
              </code>
            ),
          },
          { title: "Effect", cell: ({ effect }) => effect },
          {
            title: "Chance",
            class: "end number wide",
            cell: ({ probability }) => `${Math.round(probability * 100)} %`,
          },
          { title: "Struck", class: "end number", cell: ({ struck }) => struck },
          { title: "Left", class: "end number wide", cell: ({ remaining }) => remaining ?? "any number" },
          {
            title: "",
            class: "end",
            cell: ({ id, effect, path }) => (
              <Button
                small
                kind="danger"
                label={`Remove the fault: ${effect} on ${path ?? "everything"}`}
                onClick={() => void removing.run(id)}
              >
                Remove
              </Button>
            ),
          },
        ]}
      />
      <Refusals faults={[...listed.faults, ...removing.faults]} />
    </Card>
  );
}
