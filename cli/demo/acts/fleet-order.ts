import type { Run } from "../../../simulator/core/entities.js";
import type { Observer } from "../stage/observer.js";
import type { Fleet, Stage } from "../stage/stage.js";

/** R12: the kinds of waiting that were seen, each with its first message. */
export type Waits = Map<string, string>;

/** R10, R12: checks the order of runs in each workspace, and that runs said what they waited for. */
export function checkOrder(stage: Stage, fleet: Fleet, queued: readonly string[], waits: Waits): void {
  const { ledger, observer } = stage;
  const runs = queued.map((id) => observer.get("runs", id)!);
  const spans = new Map(runs.map(({ id }) => [id, spanOf(observer, id)]));
  const wrong: string[] = [];
  const workspaces = [...fleet.managed, ...fleet.workspaces];
  for (const { id, label } of workspaces) {
    const own = runs
      .filter(({ workspace, isDry }) => workspace === id && !isDry)
      .sort((a, b) => a.sequence - b.sequence);
    const overlaps = own.some(
      (run, at) => at > 0 && spans.get(run.id)!.from < spans.get(own[at - 1]!.id)!.to,
    );
    if (own.length < 2 || overlaps) wrong.push(label);
  }
  const full = runs.filter(({ isDry }) => !isDry).length;
  const beside = runs.filter(({ isDry }) => isDry).filter((dry) => overlapsAny(dry, runs, spans));
  ledger.observe(
    "R10",
    wrong.length === 0,
    wrong.length > 0
      ? `out of order in ${wrong.join(", ")}`
      : `${full} runs of ${workspaces.length} workspaces, each after the one before it in its workspace; ` +
          `${beside.length} dry runs executed beside another`,
  );
  const kinds = [...waits.keys()];
  ledger.observe(
    "R12",
    ["earlier-run", "quota", "slot"].every((kind) => waits.has(kind)),
    `queued runs said that they wait for: ${kinds.map((kind) => kind.replace("-", " ")).join(", ")}`,
  );
  for (const [kind, message] of waits) stage.progress.keep(`  Waiting (${kind}): ${message}`);
}

/** Statuses before a run executes. */
const queues: ReadonlySet<Run["status"]> = new Set(["pending", "plan_queued"]);

interface Span {
  /** Positions in the stream of events at which the run began to execute, and ended; -1 for never. */
  readonly from: number;
  readonly to: number;
}

function spanOf(observer: Observer, id: string): Span {
  const changes = observer.changes;
  const executing = (status: Run["status"] | undefined) => status !== undefined && !queues.has(status);
  const own = changes.flatMap((change, at) =>
    change.type === "runs" && change.id === id ? [{ change, at }] : [],
  );
  const from = own.find(({ change }) => executing((change.after as Run | undefined)?.status))?.at ?? -1;
  return { from, to: own.at(-1)?.at ?? -1 };
}

function overlapsAny(dry: Run, runs: readonly Run[], spans: ReadonlyMap<string, Span>): boolean {
  const own = spans.get(dry.id)!;
  if (own.from < 0) return false;
  return runs.some((other) => {
    const span = spans.get(other.id)!;
    return (
      other.workspace === dry.workspace && other.id !== dry.id && span.from < own.to && own.from < span.to
    );
  });
}
