import { useState } from "preact/hooks";
import type { AdvancedClock, Deadline, UpcomingClock } from "../../../../sandbox/contract/answers.js";
import { useAction } from "../../data/action.js";
import { sandbox } from "../../data/api.js";
import { isVirtual, now } from "../../data/clock.js";
import { useFetched } from "../../data/fetched.js";
import { absolute, plural } from "../../data/format.js";
import { useCommits } from "../../data/settled.js";
import { Button } from "../../parts/button.js";
import { TextField } from "../../parts/fields.js";
import { Faults, Form } from "../../parts/form.js";
import { ObjectLink } from "../../parts/link.js";
import { Card, Empty } from "../../parts/page.js";
import { Badge, Time } from "../../parts/status.js";
import { Table } from "../../parts/table.js";

const STEPS = [
  { by: "1m", label: "1 minute" },
  { by: "5m", label: "5 minutes" },
  { by: "4h", label: "4 hours" },
] as const;

/** The sandbox's time: advancing it, and the next deadlines (R13). */
export function ClockPart() {
  const [custom, setCustom] = useState("");
  const [fired, setFired] = useState<readonly Deadline[] | null>(null);
  const advancing = useAction(async (by: string) => {
    const answer = await sandbox.post<AdvancedClock>("clock/advance", { by });
    setFired(answer.fired);
  });
  const commits = useCommits();
  const clock = useFetched(() => sandbox.get<UpcomingClock>("clock"), [commits]);
  return (
    <div class="stack">
      <Card title="Clock">
        <div class="stack">
          <p class="big number" data-clock>
            {absolute(now())}
          </p>
          <p class="muted">
            {isVirtual()
              ? "Time stands still until you advance it."
              : "Time passes as usual, and you can advance it. It never goes back."}
          </p>
          <div class="row">
            {STEPS.map(({ by, label }) => (
              <Button
                key={by}
                busy={advancing.busy}
                label={`Advance ${label}`}
                onClick={() => void advancing.run(by)}
              >
                + {label}
              </Button>
            ))}
          </div>
          <Form action={{ ...advancing, run: () => advancing.run(custom) }} layout="row bottom">
            <TextField
              label="Another span"
              value={custom}
              onInput={setCustom}
              placeholder="1d2h, 90s, PT4H"
              required
              pointer="/by"
            />
            <Button type="submit" kind="primary" busy={advancing.busy}>
              Advance
            </Button>
          </Form>
          <Faults faults={advancing.faults} except={["/by"]} />
        </div>
      </Card>
      {fired !== null && (
        <Card
          title={fired.length === 0 ? "Nothing fell due" : `${plural(fired.length, "deadline")} fell due`}
          flush
        >
          <Deadlines
            label="Deadlines that were met"
            rows={fired}
            empty="Time went by, and nothing happened."
          />
        </Card>
      )}
      <Card title="What happens next" flush>
        <Deadlines label="Deadlines that come" rows={clock.value?.upcoming ?? []} empty="Nothing is due" />
        <Faults faults={clock.faults} />
      </Card>
    </div>
  );
}

function Deadlines({ label, rows, empty }: { label: string; rows: readonly Deadline[]; empty: string }) {
  return (
    <Table
      label={label}
      rows={rows}
      id={({ at, name, object }) => `${at} ${name} ${object.id}`}
      empty={<Empty title={empty} />}
      columns={[
        { title: "When", cell: ({ at }) => <Time at={at} /> },
        { title: "At", class: "wide number nowrap", cell: ({ at }) => absolute(Date.parse(at)) },
        { title: "What", cell: ({ name }) => name },
        { title: "Object", cell: ({ object }) => <ObjectLink {...object} /> },
        { title: "Rule", cell: ({ rule }) => <Badge>{rule}</Badge> },
      ]}
    />
  );
}
