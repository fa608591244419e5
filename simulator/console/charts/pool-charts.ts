import { heatMap, lineChart } from "./drawing.js";
import type { DesignFigures, PoolFigures } from "./figures.js";
import { type Markup, markup } from "./markup.js";
import { LIMITS, spellWait } from "./table.js";

/** The results that the charts of a simulation show. */
export interface ChartedFigures {
  readonly designs: readonly DesignFigures[];
  /** Where the clock begins, in milliseconds since the epoch; null where the workload is not dated. */
  readonly origin: number | null;
}

/** The most designs that a chart of the queue shows. */
export const MOST_LINES = 8;

interface OfDesign {
  readonly design: string;
  readonly pool: PoolFigures;
}

/** The names of all pools, in the order of the designs. */
export const poolNames = (designs: readonly DesignFigures[]): readonly string[] => [
  ...new Set(designs.flatMap(({ pools }) => pools.map(({ name }) => name))),
];

/** The charts of one pool, each a figure with a caption: waits by design, the queue, the use of slots, and reasons for waits. */
export function poolCharts(name: string, { designs, origin }: ChartedFigures): readonly Markup[] {
  const all: OfDesign[] = designs.flatMap(({ design, pools }) =>
    pools.filter((pool) => pool.name === name).map((pool) => ({ design, pool })),
  );
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_LINES);
  const busiest = all.reduce((most, each) =>
    (each.pool.utilization ?? 0) > (most.pool.utilization ?? 0) ? each : most,
  );
  return [
    ...(all.length > 1 ? [figure("Waits by design", ...waitsChart(all))] : []),
    figure("Runs in the queue over time", ...queueChart(shown, origin)),
    figure(`Use of slots by hour of the week, ${busiest.design}`, heatMap(busiest.pool.utilization_by_hour)),
    figure("What runs waited for", limits(shown)),
  ];
}

const figure = (caption: string, ...children: readonly Markup[]) =>
  markup("figure", { class: "card chart" }, markup("figcaption", {}, caption), ...children);

function waitsChart(all: readonly OfDesign[]) {
  const line = (label: string, value: (pool: PoolFigures) => number | null) => ({
    label,
    points: all.map(({ pool }, at) => [at, value(pool) ?? 0] as const),
  });
  return lineChart({
    lines: [
      line("99 %", (pool) => pool.p99_wait_seconds),
      line("95 %", (pool) => pool.p95_wait_seconds),
      line("mean", (pool) => pool.mean_wait_seconds),
    ],
    x: (at) => all[Math.round(at)]?.design ?? "",
    ticks: all.map((_, at) => at),
    y: spellWait,
    dots: true,
  });
}

function queueChart(shown: readonly OfDesign[], origin: number | null) {
  const end = Math.max(1, ...shown.map(({ pool }) => pool.queue.at(-1)?.at ?? 0));
  const stamp = (at: number) =>
    origin === null
      ? hourLabel(at)
      : new Date(origin + at * 1000).toISOString().slice(5, 16).replace("T", " ");
  return lineChart({
    lines: shown.map(({ design, pool }) => ({
      label: design,
      points: pool.queue.map(({ at, queued }) => [at, queued] as const),
    })),
    x: stamp,
    ticks: ticksUntil(end),
    y: (value) => (value < 10 && value % 1 !== 0 ? value.toFixed(1) : String(Math.round(value))),
    dots: false,
  });
}

const STEPS = [60, 300, 900, 3_600, 4 * 3_600, 12 * 3_600, 86_400, 7 * 86_400, 28 * 86_400, 364 * 86_400];

/** At most seven round times, from 0 to the end or just beyond it. */
function ticksUntil(end: number): readonly number[] {
  const step = STEPS.find((each) => end / each <= 7) ?? end / 7;
  return Array.from({ length: Math.ceil(end / step) + 1 }, (_, at) => at * step);
}

const hourLabel = (at: number) =>
  at >= 86_400 || at === 0 ? `day ${Math.floor(at / 86_400) + 1}` : `${+(at / 3_600).toFixed(1)} h`;

function limits(shown: readonly OfDesign[]): Markup {
  const rows = shown.map(({ design, pool }) => {
    const parts = Object.entries(pool.limited_by).filter(([, seconds]) => seconds > 0);
    const total = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
    const text = parts
      .sort((a, b) => b[1] - a[1])
      .map(
        ([what, seconds]) =>
          `${LIMITS[what as keyof typeof LIMITS]} ${((seconds / total) * 100).toFixed(0)} %`,
      )
      .join(", ");
    return markup("tr", {}, markup("th", { scope: "row" }, design), markup("td", {}, text || "nothing"));
  });
  return markup("table", { class: "wrap" }, markup("tbody", {}, ...rows));
}
