import type { DesignFigures, PoolFigures } from "../../simulator/console/charts/figures.js";
import { MOST_LINES } from "../../simulator/console/charts/pool-charts.js";
import { needsMoreMemory } from "../../simulator/sandbox/simulations/memory.js";
import type { FromSimulation, SimulationOrder } from "../../simulator/sandbox/simulations/messages.js";
import { parseDesigns, parseTarget } from "../design/parse.js";
import { AccountReadError, DesignMemoryError, FleetInputError } from "../input/errors.js";
import { answersOf } from "../report/answers.js";
import { simulate } from "../simulate-designs.js";
import { simulationThreads } from "../threads/threads.js";
import { generated } from "../workload/generate.js";
import { traceFromText } from "../workload/trace.js";
import type { Workload } from "../workload/workload.js";
import { historyTold, type Told, worldTold } from "./told.js";

/** Designs that are simulated at once. */
const MOST_DESIGNS = 60;
/** Runs that are made up. */
const MOST_RUNS = 2_000_000;
/** Milliseconds between two reports of progress. */
const PAUSE = 250;
/** The most samples of a queue that are sent. A chart has no room for more. */
const MOST_SAMPLES = 500;

export interface OrderOptions {
  readonly order: SimulationOrder;
  readonly told: Told;
  readonly tell: (message: FromSimulation) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Simulates what was ordered and tells what comes out, or why the order does not fit. */
export async function simulateOrder(options: OrderOptions): Promise<void> {
  try {
    await simulateAll(options);
  } catch (error) {
    if (!(error instanceof FleetInputError || error instanceof AccountReadError)) throw error;
    const { message, field } =
      error instanceof DesignMemoryError
        ? { message: needsMoreMemory(`Design ${error.design}`), field: null }
        : inWordsOfApi(error.message, options.order);
    await options.tell({ kind: "refused", message, field });
  }
}

async function simulateAll({ order, told, tell, signal }: OrderOptions): Promise<void> {
  const { agents, slots, quota, leave, price } = order;
  const designs = parseDesigns({ agents, slots, quota: quota ?? undefined, leave });
  if (designs.length > MOST_DESIGNS)
    throw new FleetInputError(
      `--agents, --slots and --quota make ${designs.length} designs, and at most ${MOST_DESIGNS} are simulated at once. Narrow the ranges.`,
    );
  const target = order.target === null ? null : parseTarget(order.target);
  const workload = await workloadOf(order, told);
  const world = order.world === "none" ? null : worldTold(told);
  await tell({ kind: "accepted", designs: designs.map(({ name }) => name) });
  const { title, origin, dated } = workload;
  await tell({ kind: "workload", workload: { title, origin: dated ? origin : null } });
  const results: DesignFigures[] = [];
  let saidAt = Number.NEGATIVE_INFINITY;
  const request = { world, workload, designs, target, price, signal, threads: simulationThreads() };
  for await (const figures of simulate({
    ...request,
    onProgress({ name }, { queued, ended, at }) {
      if (performance.now() - saidAt < PAUSE) return;
      saidAt = performance.now();
      const progress = { done: results.length, designs: designs.length, queued, ended, at: at / 1000 };
      void tell({ kind: "progress", progress: { design: name, ...progress } });
    },
  })) {
    const withQueue = results.length < MOST_LINES;
    results.push(figures);
    const pools = figures.pools.map((pool) => ({ ...pool, ...(withQueue ? thinned(pool) : { queue: [] }) }));
    await tell({ kind: "figures", figures: { ...figures, pools } });
  }
  const answers = answersOf(results, order.target ?? undefined);
  await tell({ kind: "done", answers, interrupted: signal.aborted });
}

async function workloadOf({ runs }: SimulationOrder, told: Told): Promise<Workload> {
  switch (runs.from) {
    case "trace":
      return traceFromText(runs.name, runs.text);
    case "generator":
      return generated(runs, MOST_RUNS);
    case "history":
      return historyTold(told, runs.days);
  }
}

/** The fullest sample of each of a few hundred spans. */
function thinned({
  queue,
  queue_span_seconds: span,
}: PoolFigures): Pick<PoolFigures, "queue" | "queue_span_seconds"> {
  const size = Math.ceil(queue.length / MOST_SAMPLES);
  if (size <= 1) return { queue, queue_span_seconds: span };
  const spans = Array.from({ length: Math.ceil(queue.length / size) }, (_, at) =>
    queue.slice(at * size, (at + 1) * size),
  );
  const fullest = spans.map((all) => ({
    ...all.reduce((most, each) => (each.queued > most.queued ? each : most)),
    at: all[0]!.at,
  }));
  return { queue: fullest, queue_span_seconds: span * size };
}

const FLAGS = /--(agents|slots|quota|target|price|rate|days|workspaces|plan|apply|confirm|dry|seed)\b/g;
const OF_RUNS: ReadonlySet<string> = new Set([
  "rate",
  "days",
  "workspaces",
  "plan",
  "apply",
  "confirm",
  "dry",
  "seed",
]);

/** What is a flag of the command line is a member of the order, and the first that is named is the one that is wrong. */
function inWordsOfApi(message: string, { runs }: SimulationOrder): { message: string; field: string | null } {
  const first = message.match(FLAGS)?.[0].slice(2) ?? null;
  const field =
    first === null
      ? runs.from === "trace"
        ? "runs/text"
        : null
      : OF_RUNS.has(first)
        ? `runs/${first}`
        : first;
  return { message: message.replace(FLAGS, "'$1'"), field };
}
