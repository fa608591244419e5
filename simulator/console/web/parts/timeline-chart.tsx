import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { absolute, timeOfDay } from "../data/format.js";
import { type Group, type Span, type Timeline, timelineOf } from "../data/timeline.js";
import { world } from "../data/world.js";
import { Empty } from "./page.js";
import { seriesOf } from "./pool-link.js";
import { areasOf, COLUMN, HEIGHT } from "./timeline-areas.js";

/** The height in pixels below the axis for the times. */
const FOOT = 22;

/** The legend of the chart. */
export type By = "pool" | "agent";

function groupBy(
  by: By,
): (task: { readonly pool: string; readonly agent: string | null }) => Group | undefined {
  const known = new Map<string, Group>();
  return ({ pool, agent }) => {
    const id = by === "pool" ? pool : (agent ?? "");
    let group = known.get(id);
    if (group === undefined) {
      const name = (by === "pool" ? world.get("agent-pools", id)?.name : world.get("agents", id)?.name) ?? id;
      const colour = by === "pool" ? seriesOf(id) : `var(--series-${known.size % 8})`;
      group = { id, name, colour };
      known.set(id, group);
    }
    return group;
  };
}

interface ChartProps {
  readonly by: By;
  readonly span: Span;
  readonly at: number;
  readonly onZoom: (span: Span) => void;
}

/** The chart. Selecting a part of it with the mouse zooms in. */
export function Chart({ by, span, at, onZoom }: ChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [pointer, setPointer] = useState<number | null>(null);
  const [drag, setDrag] = useState<number | null>(null);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(() => setWidth(Math.max(200, frame.current?.clientWidth ?? 800)));
    observer.observe(frame.current!);
    return () => observer.disconnect();
  }, []);
  const columns = Math.floor(width / COLUMN);
  const tasks = world.all("tasks");
  const timeline = useMemo(
    () => timelineOf(tasks, span, at, columns, groupBy(by)),
    [tasks, span.from, span.to, at, columns, by],
  );
  const xOf = (event: PointerEvent) =>
    Math.max(0, Math.min(width, event.clientX - frame.current!.getBoundingClientRect().left));
  const timeAt = (x: number) => span.from + ((span.to - span.from) * x) / width;
  const end = () => {
    if (drag !== null && pointer !== null && Math.abs(pointer - drag) > 12) {
      const [a, b] = [timeAt(Math.min(drag, pointer)), timeAt(Math.max(drag, pointer))];
      onZoom({ from: a, to: b });
    }
    setDrag(null);
  };
  const top = Math.max(2, Math.ceil(timeline.peak * 1.1));
  return (
    <>
      <div
        ref={frame}
        class="timeline"
        onPointerMove={(event) => setPointer(xOf(event))}
        onPointerLeave={() => {
          setPointer(null);
          setDrag(null);
        }}
        onPointerDown={(event) => setDrag(xOf(event))}
        onPointerUp={end}
      >
        <svg
          width={width}
          height={HEIGHT + FOOT}
          role="img"
          aria-label={`Runs at once from ${absolute(span.from)} to ${absolute(span.to)}: at most ${timeline.peak}`}
        >
          <Grid top={top} width={width} span={span} />
          {areasOf(timeline, top).map(({ id, colour, d }) => (
            <path key={id} d={d} style={{ fill: colour }} />
          ))}
          <line class="axis" x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} />
          {pointer !== null && <line class="cursor" x1={pointer} x2={pointer} y1={0} y2={HEIGHT} />}
          {pointer !== null && drag !== null && (
            <rect
              class="selection"
              x={Math.min(drag, pointer)}
              y={0}
              width={Math.abs(pointer - drag)}
              height={HEIGHT}
            />
          )}
        </svg>
        {pointer !== null && (
          <Tip
            timeline={timeline}
            column={Math.floor(pointer / COLUMN)}
            x={pointer}
            width={width}
            at={timeAt(pointer)}
          />
        )}
        {timeline.groups.length === 0 && (
          <div class="timeline-empty">
            <Empty title="No run executed in this time" />
          </div>
        )}
      </div>
      <ul class="legend row" aria-label="Colours">
        {timeline.groups.map(({ id, name, colour }) => (
          <li key={id} class="row">
            <i style={{ background: colour }} /> {name}
          </li>
        ))}
        {timeline.peak > 0 && <li class="muted number">at most {timeline.peak} at once</li>}
      </ul>
    </>
  );
}

/** Lines at whole numbers of runs, and at round times. */
function Grid({ top, width, span }: { top: number; width: number; span: Span }) {
  const step = [1, 2, 5, 10, 20, 50, 100].find((each) => top / each <= 5) ?? 200;
  const levels = Array.from({ length: Math.floor(top / step) }, (_, i) => (i + 1) * step);
  const wanted = (span.to - span.from) / Math.max(2, width / 130);
  const every =
    [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600]
      .map((seconds) => seconds * 1000)
      .find((each) => each >= wanted) ?? 43_200_000;
  const times: number[] = [];
  for (let t = Math.ceil(span.from / every) * every; t < span.to; t += every) times.push(t);
  const x = (t: number) => ((t - span.from) / (span.to - span.from)) * width;
  return (
    <g class="grid">
      {levels.map((level) => (
        <g key={level}>
          <line x1={0} x2={width} y1={HEIGHT * (1 - level / top)} y2={HEIGHT * (1 - level / top)} />
          <text x={4} y={HEIGHT * (1 - level / top) - 4}>
            {level}
          </text>
        </g>
      ))}
      {times.map((t) => (
        <g key={t}>
          <line x1={x(t)} x2={x(t)} y1={0} y2={HEIGHT} />
          {x(t) > 24 && x(t) < width - 24 && (
            <text x={x(t)} y={HEIGHT + 16} text-anchor="middle">
              {every < 60_000 ? timeOfDay(t) : timeOfDay(t).slice(0, 5)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

interface TipProps {
  readonly timeline: Timeline;
  readonly column: number;
  readonly x: number;
  readonly width: number;
  readonly at: number;
}

function Tip({ timeline: { groups, counts }, column, x, width, at }: TipProps) {
  const rows = groups
    .map((group, g) => ({ ...group, count: counts[g]![column] ?? 0 }))
    .filter(({ count }) => count > 0);
  const isLeft = x > width / 2;
  return (
    <div class="tip" style={isLeft ? { right: `${width - x + 12}px` } : { left: `${x + 12}px` }}>
      <strong class="number">{timeOfDay(at)}</strong>
      {rows.length === 0 && <div class="muted">nothing executed</div>}
      {rows.map(({ id, name, colour, count }) => (
        <div key={id} class="row spread">
          <span class="row">
            <i style={{ background: colour }} /> {name}
          </span>
          <span class="number">{count}</span>
        </div>
      ))}
    </div>
  );
}
