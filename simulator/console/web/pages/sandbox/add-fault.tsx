import { useAction } from "../../data/action.js";
import { sandbox } from "../../data/api.js";
import { useDraft } from "../../data/draft.js";
import { Button } from "../../parts/button.js";
import { SelectField, TextField } from "../../parts/fields.js";
import { Faults, Form } from "../../parts/form.js";
import { Card } from "../../parts/page.js";

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

/** A number if the text is one. Any other text is sent as it is, and the API reports the error. */
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

/** Adds a fault: which requests it strikes, and what happens to them. */
export function AddFault({ onAdded }: { onAdded: () => void }) {
  const { value: fields, set } = useDraft(EMPTY);
  const adding = useAction(async () => {
    await sandbox.post("faults", bodyOf(fields));
    onAdded();
  });
  const text = (
    name: keyof typeof EMPTY,
    label: string,
    more: { hint?: string; placeholder?: string } = {},
  ) => (
    <TextField
      label={label}
      value={fields[name]}
      onInput={(value) => set({ [name]: value })}
      pointer={`/${name}`}
      {...more}
    />
  );
  return (
    <Card title="Add a fault">
      <Form action={adding}>
        <div class="pair">
          <SelectField
            label="Method"
            value={fields.method}
            onChange={(method) => set({ method })}
            options={[{ value: "", label: "Any" }, ...METHODS.map((value) => ({ value, label: value }))]}
          />
          {text("path", "Path", {
            placeholder: "workspaces/*, /api/agents/**",
            hint: "* is one part, ** any number. Empty: everywhere.",
          })}
          <SelectField
            label="What goes wrong"
            value={fields.effect}
            onChange={(effect) => set({ effect })}
            options={EFFECTS}
          />
          {fields.effect === "status" && text("status", "Status", { hint: "400 to 599" })}
          {fields.effect === "delay" && text("delay", "Delay", { hint: "Such as 500ms or 2s" })}
          {text("probability", "Chance in percent")}
          {text("count", "How often at most", { placeholder: "Any number of times" })}
        </div>
        <Faults except={POINTERS} />
        <div>
          <Button type="submit" kind="primary" busy={adding.busy}>
            Add fault
          </Button>
        </div>
      </Form>
    </Card>
  );
}
