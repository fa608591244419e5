import { useState } from "preact/hooks";
import { useAction } from "../../data/action.js";
import { sandbox } from "../../data/api.js";
import { readExamples } from "../../data/examples.js";
import { useFetched } from "../../data/fetched.js";
import { bytes, words } from "../../data/format.js";
import { Confirm } from "../../parts/dialog.js";
import { Check, Choices, FileField, SelectField } from "../../parts/fields.js";
import { Faults } from "../../parts/form.js";
import { Card } from "../../parts/page.js";
import { toast } from "../../parts/toasts.js";

type Goal = "empty" | "snapshot" | "example" | "file";

interface WorldFile {
  readonly file: string;
  readonly text: string;
}

const GOALS: Readonly<Record<Goal, { readonly label: string; readonly hint: string }>> = {
  empty: { label: "Nothing", hint: "The account, its administrator, roles and the Scalr runners stay." },
  snapshot: { label: "A snapshot", hint: "Everything as it was when it was saved." },
  example: { label: "An example world", hint: "One that comes with the program." },
  file: { label: "A world file", hint: "One of your own, perhaps edited for the next lesson." },
};

/** The form of a reset: what the sandbox contains afterwards, and what is kept. */
export function Reset({ snapshots }: { snapshots: readonly string[] }) {
  const [goal, setGoal] = useState<Goal>("empty");
  const [snapshot, setSnapshot] = useState("");
  const [example, setExample] = useState("");
  const [world, setWorld] = useState<WorldFile | null>(null);
  const [keepsAgents, setKeepsAgents] = useState(false);
  const [restartsClock, setRestartsClock] = useState(false);
  const reading = useAction(async (file: File) => setWorld({ file: file.name, text: await file.text() }));
  const examples = useFetched(readExamples, []).value?.worlds ?? [];
  const chosenSnapshot = snapshots.includes(snapshot) ? snapshot : snapshots[0];
  const chosenExample = examples.find(({ name }) => name === example) ?? examples[0];
  const offered = (Object.keys(GOALS) as Goal[]).filter(
    (each) => each !== "snapshot" || snapshots.length > 0,
  );
  const order = orderOf(goal, { snapshot: chosenSnapshot, example: chosenExample, file: world });
  return (
    <Card title="Reset">
      <div class="stack">
        <Choices
          label="What the sandbox is afterwards"
          value={goal}
          choices={offered.map((value) => ({ value, ...GOALS[value] }))}
          onChange={(value) => setGoal(value as Goal)}
        />
        {goal === "snapshot" && (
          <SelectField
            label="Snapshot"
            value={chosenSnapshot ?? ""}
            options={snapshots.map((name) => ({ value: name, label: name }))}
            onChange={setSnapshot}
          />
        )}
        {goal === "example" && (
          <SelectField
            label="Example"
            value={chosenExample?.name ?? ""}
            options={examples.map(({ name }) => ({ value: name, label: words(name) }))}
            onChange={setExample}
            hint={chosenExample?.description}
          />
        )}
        {goal === "file" && (
          <FileField
            label="World file"
            accept=".yaml,.yml"
            onChoose={(file) => void reading.run(file)}
            hint={
              <>
                YAML, as <code>up --seed</code> takes it. A file with a fault changes nothing.
              </>
            }
          />
        )}
        <Faults faults={reading.faults} />
        {goal === "file" && world !== null && (
          <p class="muted">
            {world.file}, {bytes(new Blob([world.text]).size)}
          </p>
        )}
        <Check
          label="Keep the agents"
          hint="Agents continue without a restart, in the pool of the same id or name. Their running tasks are dropped."
          checked={keepsAgents}
          onChange={setKeepsAgents}
        />
        <Check
          label="Set the clock back to the machine's time"
          hint="Otherwise it continues from where it is."
          checked={restartsClock}
          onChange={setRestartsClock}
        />
        {order ? (
          <div>
            <Confirm
              action="Reset"
              object="the sandbox"
              run={() =>
                sandbox.post("reset", {
                  ...order,
                  "keep-agents": keepsAgents,
                  "restart-clock": restartsClock,
                })
              }
              done={() => toast(DONE[goal])}
            >
              Every environment, workspace, pool and run goes
              {keepsAgents ? "; the agents stay. " : "; agents are told to stop. "}
              Save a snapshot first if you want to come back.
            </Confirm>
          </div>
        ) : (
          <p class="muted">Choose a file first.</p>
        )}
      </div>
    </Card>
  );
}

interface Chosen {
  readonly snapshot: string | undefined;
  readonly example: WorldFile | undefined;
  readonly file: WorldFile | null;
}

/** The request of the reset; undefined while a choice is missing. */
function orderOf(goal: Goal, { snapshot, example, file }: Chosen): object | undefined {
  if (goal === "empty") return {};
  if (goal === "snapshot") return snapshot === undefined ? undefined : { snapshot };
  const world = goal === "example" ? example : file;
  return world ? { world: { file: world.file, text: world.text } } : undefined;
}

const DONE: Readonly<Record<Goal, string>> = {
  empty: "The sandbox is empty again",
  snapshot: "The sandbox is as the snapshot has it",
  example: "The example world is loaded",
  file: "The world file is loaded",
};
