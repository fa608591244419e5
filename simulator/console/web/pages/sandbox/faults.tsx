import { useState } from "preact/hooks";
import { useAction } from "../../data/action.js";
import { sandbox } from "../../data/api.js";
import { type Fetched, useFetched } from "../../data/fetched.js";
import { Button } from "../../parts/button.js";
import { Faults as Refusals, SelectField, TextField } from "../../parts/form.js";
import { Card, Empty } from "../../parts/page.js";
import { Table } from "../../parts/table.js";

interface Fault {
  readonly id: string;
  readonly method: string | null;
  readonly path: string | null;
  readonly effect: string;
  readonly probability: number;
  readonly struck: number;
  readonly remaining: number | null;
}

type Listed = Fetched<{ readonly faults: readonly Fault[] }>;

/** What goes wrong on purpose. Faults live in the simulator's memory, and no event tells how often they struck. */
export function Faults() {
  const listed: Listed = useFetched(() => sandbox.get("faults"), []);
  return (
    <div class="stack">
      <List listed={listed} />
      <Add onAdded={listed.again} />
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

const METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"];

const EFFECTS = [
  { value: "status", label: "Answer with an error" },
  { value: "delay", label: "Answer late" },
  { value: "request", label: "Drop the request" },
  { value: "answer", label: "Do it, and drop the answer" },
];

const EMPTY = {
  method: "",
  path: "",
  effect: "status",
  status: "503",
  delay: "2s",
  probability: "100",
  count: "",
};

/** A number where the text is one; anything else is sent as it is, for the API to say what is wrong with it. */
const numberOf = (text: string) =>
  text.trim() === "" ? undefined : Number.isNaN(Number(text)) ? text : Number(text);

function bodyOf({ method, path, effect, status, delay, probability, count }: typeof EMPTY) {
  const percent = numberOf(probability);
  return {
    ...(method !== "" && { method }),
    ...(path !== "" && { path }),
    ...(effect === "status"
      ? { status: numberOf(status) }
      : effect === "delay"
        ? { delay }
        : { drop: effect }),
    ...(percent !== undefined && { probability: typeof percent === "number" ? percent / 100 : percent }),
    ...(count !== "" && { count: numberOf(count) }),
  };
}

const POINTERS = ["/path", "/status", "/delay", "/probability", "/count"];

function Add({ onAdded }: { onAdded: () => void }) {
  const [fields, setFields] = useState(EMPTY);
  const set = (changes: Partial<typeof EMPTY>) => setFields((before) => ({ ...before, ...changes }));
  const adding = useAction(async () => {
    await sandbox.post("faults", bodyOf(fields));
    onAdded();
  });
  const { faults } = adding;
  return (
    <Card title="Add a fault">
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void adding.run();
        }}
      >
        <div class="pair">
          <SelectField
            label="Method"
            value={fields.method}
            onChange={(method) => set({ method })}
            options={[{ value: "", label: "Any" }, ...METHODS.map((value) => ({ value, label: value }))]}
          />
          <TextField
            label="Path"
            value={fields.path}
            onInput={(path) => set({ path })}
            placeholder="workspaces/*, /api/agents/**"
            hint="* is one part, ** any number. Empty: everywhere."
            faults={faults}
            pointer="/path"
          />
          <SelectField
            label="What goes wrong"
            value={fields.effect}
            onChange={(effect) => set({ effect })}
            options={EFFECTS}
          />
          {fields.effect === "status" && (
            <TextField
              label="Status"
              value={fields.status}
              onInput={(status) => set({ status })}
              hint="400 to 599"
              faults={faults}
              pointer="/status"
            />
          )}
          {fields.effect === "delay" && (
            <TextField
              label="Delay"
              value={fields.delay}
              onInput={(delay) => set({ delay })}
              hint="Such as 500ms or 2s"
              faults={faults}
              pointer="/delay"
            />
          )}
          <TextField
            label="Chance in percent"
            value={fields.probability}
            onInput={(probability) => set({ probability })}
            faults={faults}
            pointer="/probability"
          />
          <TextField
            label="How often at most"
            value={fields.count}
            onInput={(count) => set({ count })}
            placeholder="Any number of times"
            faults={faults}
            pointer="/count"
          />
        </div>
        <Refusals faults={faults} except={POINTERS} />
        <div>
          <Button type="submit" kind="primary" busy={adding.busy}>
            Add fault
          </Button>
        </div>
      </form>
    </Card>
  );
}
