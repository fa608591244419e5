import type { DesignFigures, PoolFigures, WaitFigures } from "../../simulator/console/charts/figures.js";
import { type Design, describeStaffing } from "../design/design.js";
import type { Histogram } from "../measure/histogram.js";
import type { Observer } from "../measure/observer.js";
import type { Causes, PoolMeter, Target } from "../measure/pool-meter.js";
import type { Sample } from "../measure/series.js";
import type { Ending } from "../simulate/simulation.js";

export interface FigureOptions {
  readonly design: Design;
  readonly observer: Observer;
  readonly ending: Ending;
  readonly target: Target | null;
  /** Cost of one agent for one hour. */
  readonly price: number | null;
}

const seconds = (milliseconds: number | null) => (milliseconds === null ? null : milliseconds / 1000);

/** The waits of a histogram in seconds. */
export const waitsOf = (waits: Histogram): WaitFigures => ({
  mean_wait_seconds: seconds(waits.mean),
  p50_wait_seconds: seconds(waits.quantile(0.5)),
  p95_wait_seconds: seconds(waits.quantile(0.95)),
  p99_wait_seconds: seconds(waits.quantile(0.99)),
  longest_wait_seconds: seconds(waits.max),
});

/** The result of a simulation. */
export function figuresOf({ design, observer, ending, target, price }: FigureOptions): DesignFigures {
  observer.finish(ending.endedAt);
  const named = (meter: PoolMeter) => design.pools.has(meter.name);
  const meters = [...observer.pools.values()]
    .filter((meter) => named(meter) || meter.mostRunning > 0 || meter.mostQueued > 0)
    .sort((a, b) => Number(named(b)) - Number(named(a)));
  const pools = meters.map((meter) => poolFigures(meter, ending, target, price));
  const costs = pools.map(({ cost }) => cost).filter((cost) => cost !== null);
  const errored = [...observer.failures.values()].map(({ message, count }) => ({ message, runs: count }));
  return {
    design: design.name,
    agents: Object.fromEntries(
      [...design.pools].map(([name, { staffing }]) => [name, describeStaffing(staffing)]),
    ),
    slots: Object.fromEntries([...design.pools].map(([name, { slots }]) => [name, slots])),
    quota: design.quota,
    runs: ending.queued,
    ended: ending.ended,
    errored,
    stuck: ending.stuck,
    last_run_at: ending.lastArrival / 1000,
    ended_at: ending.endedAt / 1000,
    pools,
    cost: price === null ? null : costs.reduce((sum, cost) => sum + cost, 0),
    warnings: warningsOf(pools, ending, errored),
    partial: ending.interrupted,
  };
}

function poolFigures(
  meter: PoolMeter,
  ending: Ending,
  target: Target | null,
  price: number | null,
): PoolFigures {
  const { waits, applyWaits, causes, series } = meter;
  const samples = series.samples();
  const span = Math.max(1, ending.endedAt);
  const width = series.sampleWidth;
  const total = (of: "queued" | "running" | "slots") =>
    samples.reduce((sum, sample) => sum + sample[of] * Math.min(width, ending.endedAt - sample.at), 0);
  const available = total("slots");
  const reasons = Object.entries(causes) as [keyof Causes, number][];
  const [limit, most] = reasons.reduce((worst, each) => (each[1] > worst[1] ? each : worst));
  const part = target === null || waits.count === 0 ? null : meter.inTarget / waits.count;
  const hours = meter.agentTime / 3_600_000;
  return {
    name: meter.name,
    runs: waits.count,
    ...waitsOf(waits),
    applies: { count: applyWaits.count, ...waitsOf(applyWaits) },
    utilization: available === 0 ? null : total("running") / available,
    utilization_by_hour: series.hours.map((hour) =>
      hour.available === 0 ? null : hour.busy / hour.available,
    ),
    mean_queue: total("queued") / span,
    longest_queue: meter.mostQueued,
    longest_queue_at: meter.mostQueuedAt / 1000,
    queue_span_seconds: width / 1000,
    queue: samples.map(({ at, ...sample }) => ({ at: at / 1000, ...sample })),
    most_running: meter.mostRunning,
    agent_hours: hours,
    cost: price === null || meter.managed ? null : hours * price,
    limited_by: {
      workspace: causes.workspace / 1000,
      quota: causes.quota / 1000,
      slots: causes.slots / 1000,
      agents: causes.agents / 1000,
    },
    limit: most > 0 ? limit : null,
    target: part === null ? null : { met: part >= target!.part, part },
    overloaded_since: overloadOf(meter, samples),
  };
}

/** The length of the queue for each slot from which it counts as growing endlessly. */
const LONG_QUEUE = 2;
const GROWS = 1.3;

/**
 * When the queue was last empty, if it has grown ever since and for most of the time in which runs arrived. A queue that long
 * is not a burst.
 */
function overloadOf(meter: PoolMeter, samples: readonly Sample[]): number | null {
  const { lastQueuedAt: until, lastQueue, lastEmptyAt: since } = meter;
  if (until === 0 || until - since < until / 2 || lastQueue < LONG_QUEUE * Math.max(1, meter.capacity))
    return null;
  const middle = (since + until) / 2;
  const mean = (from: number, to: number) => {
    const some = samples.filter(({ at }) => at >= from && at < to);
    return some.reduce((sum, { queued }) => sum + queued, 0) / Math.max(1, some.length);
  };
  return mean(middle, until) > GROWS * mean(since, middle) ? since / 1000 : null;
}

function warningsOf(
  pools: readonly PoolFigures[],
  ending: Ending,
  errored: DesignFigures["errored"],
): readonly string[] {
  const warnings: string[] = [];
  for (const { name, overloaded_since: since, longest_queue: longest } of pools)
    if (since !== null)
      warnings.push(
        `Pool ${name} is overloaded: more work arrives than its slots can do, and its queue has grown since ${spell(since)} after the start, up to ${longest} waiting runs. Its waits depend on how long the workload is.`,
      );
  if (ending.stuck > 0)
    warnings.push(
      `${ending.stuck} of ${ending.queued} runs never ended, because no agent polled for them. Add agents to their pool.`,
    );
  for (const { message, runs } of errored)
    warnings.push(`${runs} ${runs === 1 ? "run" : "runs"} ended errored: ${message}`);
  return warnings;
}

/** `3 d 04:05:06` */
function spell(since: number): string {
  const whole = Math.round(since);
  const [days, rest] = [Math.floor(whole / 86_400), whole % 86_400];
  const parts = [Math.floor(rest / 3_600), Math.floor((rest % 3_600) / 60), rest % 60];
  const clock = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return days > 0 ? `${days} d ${clock}` : clock;
}
