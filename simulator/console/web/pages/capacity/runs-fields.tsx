import { useAction } from "../../data/action.js";
import { ApiFault } from "../../data/api.js";
import { bytes } from "../../data/format.js";
import { Choices, FileField, TextAreaField, TextField } from "../../parts/fields.js";
import { Faults } from "../../parts/form.js";
import { type OrderForm, POINTERS, type Source } from "./order.js";

const SOURCES = [
  { value: "generator", label: "Made up", hint: "So many runs in an hour, at random." },
  { value: "history", label: "What this sandbox executed", hint: "With the times that it really took." },
  { value: "trace", label: "A trace", hint: "A CSV file, of your own account for example." },
];

interface FieldsProps {
  readonly form: OrderForm;
  readonly set: (changes: Partial<OrderForm>) => void;
}

/** Which runs are simulated. */
export function RunsFields(props: FieldsProps) {
  const { form, set } = props;
  return (
    <div class="stack">
      <Choices
        label="Which runs"
        value={form.source}
        choices={SOURCES}
        // Runs that are made up are of workspaces that the sandbox does not have.
        onChange={(source) =>
          set({ source: source as Source, world: source === "generator" ? "none" : "sandbox" })
        }
      />
      {form.source === "generator" && <Generator {...props} />}
      {form.source === "history" && (
        <div class="field-grid">
          <TextField
            label="Days"
            value={form.days}
            onInput={(days) => set({ days })}
            pointer={POINTERS.days}
            hint="Counted back from the newest run."
          />
        </div>
      )}
      {form.source === "trace" && <Trace {...props} />}
    </div>
  );
}

function Generator({ form, set }: FieldsProps) {
  return (
    <>
      <TextField
        label="Runs in an hour"
        value={form.rate}
        onInput={(rate) => set({ rate })}
        pointer={POINTERS.rate}
        required
        hint="A number, or a schedule in UTC: mon-fri 08:00-18:00: 120, else 10"
      />
      <details>
        <summary>How long they take, and how many workspaces there are</summary>
        <div class="field-grid">
          <TextField
            label="Days"
            value={form.generatedDays}
            onInput={(generatedDays) => set({ generatedDays })}
            pointer={POINTERS.days}
            hint="From a Monday on."
          />
          <TextField
            label="Workspaces"
            value={form.workspaces}
            onInput={(workspaces) => set({ workspaces })}
            pointer={POINTERS.workspaces}
            hint="Runs of one go one after the other."
          />
          <TextField
            label="A plan takes"
            value={form.plan}
            onInput={(plan) => set({ plan })}
            pointer={POINTERS.plan}
            hint="60s, exponential:60s (mean) or lognormal:40s:0.8 (median, sigma)"
          />
          <TextField
            label="An apply takes"
            value={form.apply}
            onInput={(apply) => set({ apply })}
            pointer={POINTERS.apply}
          />
          <TextField
            label="A confirmation takes"
            value={form.confirm}
            onInput={(confirm) => set({ confirm })}
            pointer={POINTERS.confirm}
            hint="Empty: plans apply by themselves."
          />
          <TextField
            label="Dry runs, in percent"
            value={form.dry}
            onInput={(dry) => set({ dry })}
            pointer={POINTERS.dry}
          />
          <TextField
            label="Seed"
            value={form.seed}
            onInput={(seed) => set({ seed })}
            pointer={POINTERS.seed}
            hint="The same seed gives the same runs."
          />
        </div>
      </details>
    </>
  );
}

/** Bytes of a trace that the sandbox takes. */
const LARGEST = 16 * 1024 * 1024 - 10_000;

function Trace({ form, set }: FieldsProps) {
  const reading = useAction(async (file: File) => {
    if (file.size > LARGEST) {
      const detail = `${file.name} has ${bytes(file.size)}, and a trace here can have 16 MiB. Simulate it with scalr-sandbox simulate --trace.`;
      throw new ApiFault(413, [{ title: "Too large", detail, pointer: null }]);
    }
    set({ traceName: file.name, trace: await file.text() });
  });
  return (
    <>
      <FileField
        label="A file"
        accept=".csv,text/csv,text/plain"
        onChoose={(file) => void reading.run(file)}
        hint="It is read here and sent to the sandbox alone."
      />
      <Faults faults={reading.faults} />
      <TextAreaField
        label="Or its text"
        value={form.trace}
        onInput={(trace) => set({ trace })}
        pointer={POINTERS.trace}
        placeholder={"at,workspace,plan_seconds,apply_seconds\n0,api,40,60\n12.5,web,35,none"}
        hint="The header at,workspace,plan_seconds,apply_seconds, and dry, confirm_seconds, environment and pool where it needs them."
      />
    </>
  );
}
