import { useAction } from "../../data/action.js";
import { ApiFault } from "../../data/api.js";
import { bytes } from "../../data/format.js";
import { Choices, FileField, TextAreaField, TextField } from "../../parts/fields.js";
import { Faults } from "../../parts/form.js";
import { type FieldName, type FormProps, field, type Source } from "./order.js";

const SOURCES = [
  { value: "generator", label: "Generated", hint: "Random runs at a rate that you give." },
  { value: "history", label: "What this sandbox executed", hint: "With their real durations." },
  { value: "trace", label: "A trace", hint: "A CSV file, for example of your own account." },
];

/** The options of generated runs other than their rate. */
const GENERATED: readonly { readonly name: FieldName; readonly label: string; readonly hint?: string }[] = [
  { name: "generatedDays", label: "Days", hint: "Beginning on a Monday." },
  {
    name: "workspaces",
    label: "Workspaces",
    hint: "The runs of a workspace execute one after the other.",
  },
  {
    name: "plan",
    label: "A plan takes",
    hint: "60s, exponential:60s (mean) or lognormal:40s:0.8 (median, sigma)",
  },
  { name: "apply", label: "An apply takes" },
  {
    name: "confirm",
    label: "A confirmation takes",
    hint: "Leave empty for runs that apply without a confirmation.",
  },
  { name: "dry", label: "Dry runs, in percent" },
  { name: "seed", label: "Seed", hint: "The same seed gives the same runs." },
];

/** The fields that select the runs to simulate. */
export function RunsFields(props: FormProps) {
  const { form, set } = props;
  return (
    <div class="stack">
      <Choices
        label="Which runs"
        value={form.source}
        choices={SOURCES}
        // Generated runs belong to workspaces that the sandbox does not have.
        onChange={(source) =>
          set({ source: source as Source, world: source === "generator" ? "none" : "sandbox" })
        }
      />
      {form.source === "generator" && <Generator {...props} />}
      {form.source === "history" && (
        <div class="field-grid">
          <TextField label="Days" {...field(props, "days")} hint="Counted back from the newest run." />
        </div>
      )}
      {form.source === "trace" && <Trace {...props} />}
    </div>
  );
}

function Generator(props: FormProps) {
  return (
    <>
      <TextField
        label="Runs in an hour"
        {...field(props, "rate")}
        required
        hint="A number, or a schedule in UTC: mon-fri 08:00-18:00: 120, else 10"
      />
      <details>
        <summary>Durations and number of workspaces</summary>
        <div class="field-grid">
          {GENERATED.map(({ name, label, hint }) => (
            <TextField key={name} label={label} {...field(props, name)} {...(hint && { hint })} />
          ))}
        </div>
      </details>
    </>
  );
}

/** The largest trace in bytes that the sandbox accepts. */
const LARGEST = 16 * 1024 * 1024 - 10_000;

function Trace(props: FormProps) {
  const reading = useAction(async (file: File) => {
    if (file.size > LARGEST) {
      const detail = `${file.name} has ${bytes(file.size)}, more than the 16 MiB that this page takes. Use scalr-sandbox simulate --trace instead.`;
      throw new ApiFault(413, [{ title: "Too large", detail, pointer: null }]);
    }
    props.set({ traceName: file.name, trace: await file.text() });
  });
  return (
    <>
      <FileField
        label="A file"
        accept=".csv,text/csv,text/plain"
        onChoose={(file) => void reading.run(file)}
        hint="Your browser reads it and sends it to the sandbox only."
      />
      <Faults faults={reading.faults} />
      <TextAreaField
        label="Or its text"
        {...field(props, "trace")}
        placeholder={"at,workspace,plan_seconds,apply_seconds\n0,api,40,60\n12.5,web,35,none"}
        hint="The header is at,workspace,plan_seconds,apply_seconds, and optionally dry, confirm_seconds, environment and pool."
      />
    </>
  );
}
