import type { ExplainedDrifts } from "../../../sandbox/contract/answers.js";
import { sandbox } from "../data/api.js";
import { useFetched } from "../data/fetched.js";
import { world } from "../data/world.js";
import { Found, Schedule } from "../parts/drift.js";
import { Faults } from "../parts/form.js";
import { Card, Empty } from "../parts/page.js";

/** The types of objects that the response depends on. */
const dependsOn = () => [
  world.all("drift-detection-schedule"),
  world
    .all("workspaces")
    .map(({ id, currentStateVersion, tags, name }) => [id, currentStateVersion, tags, name]),
  world.all("runs").map(({ id, status }) => [id, status]),
];

/** The drift of an environment or a workspace: results, and schedules. */
export function Drift({ of, id }: { of: "environments" | "workspaces"; id: string }) {
  const { value, faults } = useFetched(
    () => sandbox.get<ExplainedDrifts>(`${of}/${id}/drift`),
    [of, id, JSON.stringify(dependsOn())],
  );
  return (
    <div class="stack">
      <Card title="What was found">
        <div class="stack">
          <p class="muted">
            A refresh-only run accepts drift into the state; any other run that is applied resets it to the
            configuration.
          </p>
          <Faults faults={faults} />
          {value === undefined ? <p class="muted">Working it out …</p> : <Found found={value.found} />}
        </div>
      </Card>
      <Card title="Schedules">
        {value !== undefined && value.schedules.length === 0 && (
          <Empty title="Nobody looks for drift here">
            Declare <code>scalr_drift_detection</code> for the environment in a stack.
          </Empty>
        )}
        {value?.schedules.map((schedule) => (
          <Schedule key={schedule.id} schedule={schedule} />
        ))}
      </Card>
    </div>
  );
}
