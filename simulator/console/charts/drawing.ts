import { type Markup, markup } from "./markup.js";

/** The points of a line, each with x and y. */
export interface Line {
  readonly label: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface LineChart {
  readonly lines: readonly Line[];
  readonly ticks: readonly number[];
  /** Labels of the axes. */
  readonly x: (at: number) => string;
  readonly y: (value: number) => string;
  /** Whether each point is marked. */
  readonly dots: boolean;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [520, 240, 58, 14, 10, 28];
/** The most points of a line. More than the pixels would not be visible. */
const MOST_POINTS = 500;

/** The class that gives a line its colour: `series-0` to `series-7`. */
const series = (index: number) => `series-${index % 8}`;

/** Draws lines over a common axis, with a legend. */
export function lineChart(chart: LineChart): readonly Markup[] {
  const { lines, ticks, x, y, dots } = chart;
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value));
  const [least, most] = [Math.min(...ticks), Math.max(...ticks)];
  const top = niceTop(values.reduce((max, value) => Math.max(max, value), 0));
  const width = WIDTH - LEFT - RIGHT;
  const px = (at: number) =>
    (LEFT + (width * (at - least)) / Math.max(most - least, Number.EPSILON)).toFixed(1);
  const py = (value: number) => (HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * value) / top).toFixed(1);
  const rows = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => {
    const at = py(part * top);
    return [
      markup("line", { class: "axis", x1: LEFT, x2: WIDTH - RIGHT, y1: at, y2: at }),
      markup("text", { x: LEFT - 6, y: at, dy: ".32em", "text-anchor": "end" }, y(part * top)),
    ];
  });
  const shown = ticks.length <= 9 ? ticks : ticks.filter((_, at) => at % Math.ceil(ticks.length / 9) === 0);
  const columns = shown.map((at, index) => {
    const anchor = index === 0 ? "start" : at === most ? "end" : "middle";
    return markup("text", { x: px(at), y: HEIGHT - 8, "text-anchor": anchor }, short(x(at)));
  });
  const drawn = lines.flatMap(({ label, points }, index) => {
    const path = thinned(points).map(([at, value]) => `${px(at)},${py(value)}`);
    const line = markup("polyline", { class: `line ${series(index)}`, points: path.join(" ") });
    if (!dots) return [line];
    const marks = points.map(([at, value]) =>
      markup(
        "circle",
        { class: `dot ${series(index)}`, cx: px(at), cy: py(value), r: 3 },
        markup("title", {}, `${label}, ${x(at)}: ${y(value)}`),
      ),
    );
    return [line, ...marks];
  });
  const names = lines.map(({ label }) => label).join(", ");
  const legend = lines.map(({ label }, index) =>
    markup("span", {}, markup("i", { class: `swatch ${series(index)}` }), label),
  );
  return [
    markup(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `A chart of ${names}` },
      ...rows,
      ...columns,
      ...drawn,
    ),
    markup("div", { class: "legend" }, ...legend),
  ];
}

const short = (label: string) => (label.length > 14 ? `${label.slice(0, 13)}…` : label);

/** Rounds up to 1, 2, 2.5 or 5 times a power of ten. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((top) => top >= value)!;
}

/** The highest point of each of a few hundred spans: a peak is never left out. */
function thinned(points: Line["points"]): Line["points"] {
  if (points.length <= MOST_POINTS) return points;
  const size = points.length / MOST_POINTS;
  return Array.from({ length: MOST_POINTS }, (_, at) =>
    points
      .slice(Math.floor(at * size), Math.max(Math.floor(at * size) + 1, Math.floor((at + 1) * size)))
      .reduce((high, point) => (point[1] > high[1] ? point : high)),
  );
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const [CELL, INDENT, ABOVE] = [19, 34, 6];

/** A heat map of seven days by 24 hours: the darker, the more slots were in use. */
export function heatMap(hours: readonly (number | null)[]): Markup {
  const cells = hours.map((use, hour) => {
    const [day, at] = [Math.floor(hour / 24), hour % 24];
    const label = `${DAYS[day]} ${String(at).padStart(2, "0")}:00: ${use === null ? "no slots" : `${Math.round(use * 100)} %`}`;
    const opacity = use === null ? 0.35 : 0.06 + 0.94 * Math.min(1, use);
    return markup(
      "rect",
      {
        class: use === null ? "cell none" : "cell series-0",
        "fill-opacity": opacity.toFixed(2),
        x: INDENT + at * CELL,
        y: ABOVE + day * CELL,
        width: CELL - 2,
        height: CELL - 2,
        rx: 3,
      },
      markup("title", {}, label),
    );
  });
  const days = DAYS.map((day, at) =>
    markup("text", { x: 0, y: ABOVE + at * CELL + CELL / 2, dy: ".3em" }, day),
  );
  const marks = [0, 6, 12, 18, 23].map((at) =>
    markup(
      "text",
      { x: INDENT + at * CELL + CELL / 2 - 1, y: ABOVE + 7 * CELL + 12, "text-anchor": "middle" },
      String(at).padStart(2, "0"),
    ),
  );
  const viewBox = `0 0 ${INDENT + 24 * CELL} ${ABOVE + 7 * CELL + 18}`;
  const label = "Use of slots by hour of the week";
  return markup("svg", { viewBox, role: "img", "aria-label": label }, ...cells, ...days, ...marks);
}
