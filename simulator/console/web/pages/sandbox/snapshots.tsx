import { useState } from "preact/hooks";
import type { Snapshot } from "../../../../sandbox/contract/answers.js";
import { useAction } from "../../data/action.js";
import { sandbox } from "../../data/api.js";
import { type Fetched, useFetched } from "../../data/fetched.js";
import { bytes } from "../../data/format.js";
import { Button } from "../../parts/button.js";
import { Confirm } from "../../parts/dialog.js";
import { TextField } from "../../parts/fields.js";
import { Faults, Form } from "../../parts/form.js";
import { Card, Empty } from "../../parts/page.js";
import { Time } from "../../parts/status.js";
import { Table } from "../../parts/table.js";
import { toast } from "../../parts/toasts.js";
import { Reset } from "./reset.js";

type Listed = Fetched<{ readonly snapshots: readonly Snapshot[] }>;

/** The page of snapshots: save one, restore or delete one, and reset the sandbox. */
export function Snapshots() {
  const listed: Listed = useFetched(() => sandbox.get("snapshots"), []);
  return (
    <div class="stack">
      <Save onSaved={listed.again} />
      <List listed={listed} />
      <Reset snapshots={listed.value?.snapshots.map(({ name }) => name) ?? []} />
    </div>
  );
}

function Save({ onSaved }: { onSaved: () => void }) {
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const saving = useAction(async () => {
    await sandbox.post("snapshots", { name, ...(description !== "" && { description }) });
    setName("");
    setDescription("");
    onSaved();
  });
  return (
    <Card title="Save a snapshot">
      <Form action={saving} layout="row bottom">
        <TextField
          label="Name"
          value={name}
          onInput={setName}
          placeholder="before-the-change"
          required
          pointer="/name"
        />
        <div class="grow">
          <TextField
            label="Description"
            value={description}
            onInput={setDescription}
            pointer="/description"
          />
        </div>
        <Button type="submit" kind="primary" busy={saving.busy}>
          Save
        </Button>
      </Form>
      <Faults faults={saving.faults} except={["/name", "/description"]} />
    </Card>
  );
}

function List({ listed }: { listed: Listed }) {
  return (
    <Card title="Snapshots" flush>
      <Table
        label="All snapshots"
        rows={listed.value?.snapshots ?? []}
        id={({ name }) => name}
        empty={<Empty title="There is no snapshot yet">Save one above, and restore it later.</Empty>}
        columns={[
          { title: "Name", cell: ({ name }) => name },
          { title: "Description", class: "clip wide", cell: ({ description }) => description ?? "" },
          { title: "Saved", cell: ({ at }) => <Time at={at} /> },
          { title: "Size", class: "end number wide", cell: ({ size }) => bytes(size) },
          {
            title: "",
            class: "end",
            cell: ({ name }) => (
              <span class="row">
                <Confirm
                  action="Restore"
                  kind="plain"
                  small
                  object={`snapshot ${name}`}
                  run={() => sandbox.post(`snapshots/${encodeURIComponent(name)}/restore`)}
                  done={() => toast(`Everything is as it was in ${name}`)}
                >
                  It takes the place of everything that there is now. The clock does not go back.
                </Confirm>
                <Confirm
                  action="Delete"
                  small
                  object={`snapshot ${name}`}
                  run={() => sandbox.delete(`snapshots/${encodeURIComponent(name)}`)}
                  done={listed.again}
                >
                  What is there now stays as it is.
                </Confirm>
              </span>
            ),
          },
        ]}
      />
      <Faults faults={listed.faults} />
    </Card>
  );
}
