import { h, type VNode } from "preact";
import type { Markup } from "../../../charts/markup.js";
import { poolCharts, poolNames } from "../../../charts/pool-charts.js";
import { TABLE_HEADINGS, tableRows } from "../../../charts/table.js";
import { useAction } from "../../data/action.js";
import { sandbox } from "../../data/api.js";
import { useFetched } from "../../data/fetched.js";
import { plural, span } from "../../data/format.js";
import { type SimulationShown, told } from "../../data/simulations.js";
import { connection } from "../../data/stream.js";
import { Button } from "../../parts/button.js";
import { Faults } from "../../parts/form.js";
import { Card } from "../../parts/page.js";
import { Table } from "../../parts/table.js";

/** The progress and the results of a simulation so far. */
export function Outcome({ id }: { id: string }) {
  const now = told.value.get(id);
  // Each design that is done brings figures, and so does the end; what was told while the connection was lost is asked for.
  const { value, faults } = useFetched(
    () => sandbox.get<SimulationShown>(`simulations/${encodeURIComponent(id)}`),
    [id, now?.state, now?.progress?.done, connection.value.state],
  );
  if (value === undefined) return <Faults faults={faults} />;
  const shown = now === undefined || value.state !== "running" ? value : { ...value, ...now };
  return (
    <>
      <Faults faults={faults} />
      <State simulation={shown} />
      {value.results.length > 0 && <Found simulation={shown} />}
    </>
  );
}

function State({ simulation }: { simulation: SimulationShown }) {
  const { id, state, message, progress, designs, workload } = simulation;
  const canceling = useAction(() => sandbox.post(`simulations/${id}/cancel`));
  const done = state === "done" ? designs.length : (progress?.done ?? 0);
  return (
    <Card
      title={TITLES[state]}
      actions={
        state === "running" && (
          <Button small busy={canceling.busy} onClick={() => void canceling.run()}>
            Cancel
          </Button>
        )
      }
    >
      <div class="stack">
        {workload !== null && <p class="said">{workload.title}</p>}
        {state === "running" && (
          <>
            <progress
              class="progress"
              max={Math.max(1, designs.length)}
              value={done}
              aria-label="Designs that are done"
            />
            <p class="muted number">
              {progress === null
                ? `${plural(designs.length, "design")}: beginning …`
                : `Design ${Math.min(done + 1, designs.length)} of ${designs.length}, ${progress.design}: ${plural(progress.ended, "run")} of ${progress.queued.toLocaleString("en")} ended, ${span(progress.at * 1000)} simulated`}
            </p>
          </>
        )}
        {message !== null && (
          <div class={state === "failed" ? "faults" : "note warn"} role="alert">
            <p>{message}</p>
          </div>
        )}
        <Faults faults={canceling.faults} />
      </div>
    </Card>
  );
}

const TITLES = {
  running: "Simulating",
  done: "Simulated",
  canceled: "Stopped before its end",
  failed: "It failed",
} as const;

const title = (heading: string) => heading.slice(0, 1) + heading.slice(1).toLowerCase();

/** Columns with numbers, which are right-aligned. */
const NUMBERS: ReadonlySet<string> = new Set(TABLE_HEADINGS.slice(2, 12));

interface Row {
  readonly id: string;
  readonly cells: readonly string[];
}

function Found({ simulation }: { simulation: SimulationShown }) {
  const { results, answers, workload } = simulation;
  const warnings = results.flatMap(({ design, warnings: all }) => all.map((text) => `${design}: ${text}`));
  const rows: readonly Row[] = results.flatMap((result) =>
    tableRows(result).map((cells, at) => ({ cells, id: `${result.design} ${at}` })),
  );
  const charted = { designs: results, origin: workload?.origin ?? null };
  return (
    <>
      {(answers.length > 0 || warnings.length > 0) && (
        <Card title={answers.length > 0 ? "How many agents" : "Warnings"}>
          <div class="stack">
            {answers.map(({ text }) => (
              <p key={text} class="answer">
                {text}
              </p>
            ))}
            {warnings.map((text) => (
              <p key={text} class="note warn">
                {text}
              </p>
            ))}
          </div>
        </Card>
      )}
      <Card title="Waits, use and cost" actions={<Download simulation={simulation} />} flush>
        <Table
          label="Waits, use and cost of each design"
          rows={rows}
          id={({ id }) => id}
          empty={null}
          columns={TABLE_HEADINGS.map((heading, at) => ({
            title: title(heading),
            class: NUMBERS.has(heading) ? "number nowrap" : "nowrap",
            cell: ({ cells }: Row) => cells[at],
          }))}
        />
      </Card>
      {poolNames(results).map((name) => (
        <section key={name} class="stack" aria-label={`Charts of pool ${name}`}>
          <h2>Pool {name}</h2>
          <div class="charts">
            {poolCharts(name, charted).map((chart, at) => (
              <Drawn key={at} markup={chart} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

/** All results as a file, as `scalr-sandbox simulate --json` prints them. */
function Download({ simulation }: { simulation: SimulationShown }) {
  const { results, answers, workload } = simulation;
  const save = () => {
    const text = JSON.stringify({ workload: workload?.title, designs: results, answers }, null, 2);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = `${simulation.id}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Button small onClick={save}>
      Download as JSON
    </Button>
  );
}

/** Renders a chart, element by element. */
function Drawn({ markup }: { markup: Markup }) {
  return vnodeOf(markup);
}

function vnodeOf({ tag, attributes, children }: Markup): VNode {
  return h(
    tag,
    attributes as Record<string, string | number>,
    ...children.map((child) => (typeof child === "string" ? child : vnodeOf(child))),
  ) as VNode;
}
