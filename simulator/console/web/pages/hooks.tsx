import type { Workspace } from "../../../core/entities.js";
import type { ExplainedHooks } from "../../../integrations/hooks/hook-rules.js";
import { sandbox } from "../data/api.js";
import { useFetched } from "../data/fetched.js";
import { world } from "../data/world.js";
import { Faults } from "../parts/form.js";
import { Hooks } from "../parts/hooks.js";
import { Card, Facts } from "../parts/page.js";

/** The types of objects that the response depends on. */
const hooksOf = (environment: string) => [
  world.all("hook-environment-links").filter((link) => link.environment === environment),
  world.all("hooks"),
];

/** The hooks of the registry that runs of an environment execute. */
export function EnvironmentHooks({ environment }: { environment: string }) {
  const { value, faults } = useFetched(
    () => sandbox.get<ExplainedHooks>(`environments/${environment}/hooks`),
    [environment, JSON.stringify(hooksOf(environment))],
  );
  return (
    <Card title="Hooks of the registry">
      <div class="stack">
        <p class="muted">
          Runs execute them before the hooks of their workspace. One that cannot be executed ends the run;
          none is left out in silence.
        </p>
        <Faults faults={faults} />
        {value === undefined ? <p class="muted">Working it out …</p> : <Hooks explained={value} />}
      </div>
    </Card>
  );
}

/** The hooks of a workspace: those of its environment, and its own. */
export function WorkspaceHooks({ workspace: { environment, hooks } }: { workspace: Workspace }) {
  const own = Object.entries(hooks ?? {}).filter(([, command]) => command);
  return (
    <div class="stack">
      <EnvironmentHooks environment={environment} />
      <Card title="Hooks of the workspace">
        {own.length === 0 ? (
          <p class="muted">The workspace has none.</p>
        ) : (
          <Facts facts={own.map(([event, command]) => [event, <code key={event}>{command}</code>])} />
        )}
      </Card>
    </div>
  );
}
