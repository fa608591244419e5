import { useState } from "preact/hooks";
import { workspaceScope } from "../../../../core/scopes.js";
import type { Examples, ExampleWorld } from "../../../../sandbox/contract/answers.js";
import { useAction } from "../../data/action.js";
import { agentsOf, isOver, pools, resolutionOf, runs, workspacePath } from "../../data/derived.js";
import { loadWorld, queueExample, readExamples } from "../../data/examples.js";
import { useFetched } from "../../data/fetched.js";
import { words } from "../../data/format.js";
import { can, isOperator } from "../../data/session.js";
import { world } from "../../data/world.js";
import { Button } from "../../parts/button.js";
import { SelectField } from "../../parts/fields.js";
import { Faults } from "../../parts/form.js";
import { Link } from "../../parts/link.js";
import { Card } from "../../parts/page.js";
import { WorkspaceRun } from "../../parts/run-link.js";
import { Status } from "../../parts/status.js";

const ownPools = () => pools.value.filter(({ isScalrManaged, vcsEnabled }) => !isScalrManaged && !vcsEnabled);
const startable = () => world.all("workspaces").filter((each) => can("runs:create", workspaceScope(each)));

/** Whether first steps are left for the user: until the first run has ended. */
export const isBeginning = (): boolean =>
  !runs.value.some(isOver) && (isOperator() || (startable().length > 0 && can("agent-pools:update")));

/** The steps from an empty sandbox to a first run, each with one click. */
export function FirstSteps() {
  const { value, faults } = useFetched(readExamples, []);
  const isEmpty = world.all("workspaces").length === 0;
  return (
    <Card title="First steps">
      <Faults faults={faults} />
      <ol class="first-steps">
        <Step title="A world" isDone={!isEmpty}>
          {isEmpty ? (
            <Worlds examples={value} isEmpty={isEmpty && ownPools().length === 0} />
          ) : (
            <p class="muted">There are environments, workspaces and pools.</p>
          )}
        </Step>
        <Step title="An agent" isDone={world.all("agents").some(({ condition }) => condition === "online")}>
          <AgentStep />
        </Step>
        <Step title="A run" isDone={runs.value.length > 0}>
          <RunStep examples={value} />
        </Step>
      </ol>
    </Card>
  );
}

interface StepProps {
  readonly title: string;
  readonly isDone: boolean;
  readonly children: preact.ComponentChildren;
}

function Step({ title, isDone, children }: StepProps) {
  return (
    <li class={isDone ? "done" : ""}>
      <h3>
        {title}
        {isDone && <span class="unseen">, done</span>}
      </h3>
      {children}
    </li>
  );
}

function Worlds({ examples, isEmpty }: { examples: Examples | undefined; isEmpty: boolean }) {
  const loading = useAction((example: ExampleWorld) => loadWorld(example));
  if (!isOperator() || !isEmpty)
    return (
      <p class="said">
        Runs belong to workspaces, and those to environments: <Link href="/environments">create one</Link>.
      </p>
    );
  return (
    <div class="stack">
      <p class="muted">
        Load an example, <Link href="/environments">create an environment</Link> yourself, or apply a stack
        with <code>scalr-sandbox apply</code>.
      </p>
      <ul class="examples">
        {examples?.worlds.map((example) => (
          <li key={example.name}>
            <p>{example.description}</p>
            <Button busy={loading.busy} onClick={() => void loading.run(example)}>
              Load the world {words(example.name)}
            </Button>
          </li>
        ))}
      </ul>
      <Faults faults={loading.faults} />
    </div>
  );
}

/** The pool that most needs an agent: one that workspaces use and that has none. */
function AgentStep() {
  const own = ownPools();
  const used = new Set(world.all("workspaces").map((each) => resolutionOf(each).pool?.id));
  const lacking = own.filter(({ id }) => agentsOf(id).length === 0);
  const pool = lacking.find(({ id }) => used.has(id)) ?? lacking[0] ?? own[0];
  if (pool === undefined)
    return (
      <p class="said">
        Without a pool of its own, a run executes on the Scalr runners, which start by themselves.{" "}
        <Link href="/pools">Create an agent pool</Link> to have agents of yours.
      </p>
    );
  return (
    <div class="row">
      <span>Agents execute the runs of pool {pool.name}; one is a command in a terminal.</span>
      {can("agent-pools:update") && (
        <Link class="button" href={`/pools/${pool.id}/register`}>
          Register an agent in {pool.name}
        </Link>
      )}
    </div>
  );
}

/** Whether a run of the workspace starts at once: on the runners, or on an agent that is there. */
function startsAtOnce(id: string): boolean {
  const workspace = world.get("workspaces", id);
  const pool = workspace && resolutionOf(workspace).pool;
  if (pool === undefined || pool === null) return false;
  return (
    world.get("agent-pools", pool.id)?.isScalrManaged === true ||
    agentsOf(pool.id).some(({ condition }) => condition === "online")
  );
}

function RunStep({ examples }: { examples: Examples | undefined }) {
  const [workspace, setWorkspace] = useState("");
  const [workload, setWorkload] = useState("one-task");
  const all = startable().map(({ id }) => ({ value: id, label: workspacePath(id) }));
  const preferred = all.find(({ value }) => startsAtOnce(value)) ?? all[0];
  const chosen = all.some(({ value }) => value === workspace) ? workspace : (preferred?.value ?? "");
  const example = examples?.workloads.find(({ name }) => name === workload);
  const queueing = useAction(async () => {
    if (example !== undefined) await queueExample(chosen, example);
  });
  const [latest] = runs.value;
  if (all.length === 0) return <p class="muted">It needs a workspace in which you may start runs.</p>;
  return (
    <div class="stack">
      <div class="run-fields">
        <SelectField label="Workspace" value={chosen} options={all} onChange={setWorkspace} />
        <SelectField
          label="Example"
          value={workload}
          options={(examples?.workloads ?? []).map(({ name }) => ({ value: name, label: words(name) }))}
          onChange={setWorkload}
        />
        <Button
          kind="primary"
          busy={queueing.busy}
          disabled={example === undefined}
          onClick={() => void queueing.run()}
        >
          Queue the run
        </Button>
      </div>
      {example !== undefined && <p class="muted">{example.description}</p>}
      <Faults faults={queueing.faults} />
      {latest !== undefined && (
        <p class="row" aria-live="polite">
          <Status value={latest.status} /> <WorkspaceRun id={latest.id} />
          <Link href={`/runs/${latest.id}/plan`}>Follow its log</Link>
        </p>
      )}
    </div>
  );
}
