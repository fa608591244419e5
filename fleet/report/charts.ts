/** Charts as SVG, drawn here: a report is one file that loads nothing. */

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
/** Points that a line is drawn with: more than there are pixels show nothing more. */
const MOST_POINTS = 500;

/** Text as HTML may hold it. */
export const escaped = (value: string): string =>
  value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Lines over a common axis, with a legend. */
export function lineChart({ lines, ticks, x, y, dots }: LineChart): string {
  const all = lines.flatMap(({ points }) => points);
  const [least, most] = [Math.min(...ticks), Math.max(...ticks)];
  const top = niceTop(all.reduce((max, [, value]) => Math.max(max, value), 0));
  const px = (at: number) =>
    LEFT + ((WIDTH - LEFT - RIGHT) * (at - least)) / Math.max(most - least, Number.EPSILON);
  const py = (value: number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * value) / top;
  const rows = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const at = py(part * top).toFixed(1);
    return `<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/><text x="${LEFT - 6}" y="${at}" dy=".32em" text-anchor="end">${escaped(y(part * top))}</text>`;
  });
  const shown = ticks.length <= 9 ? ticks : ticks.filter((_, at) => at % Math.ceil(ticks.length / 9) === 0);
  const columns = shown.map((at, index) => {
    const anchor = index === 0 ? "start" : at === most ? "end" : "middle";
    return `<text x="${px(at).toFixed(1)}" y="${HEIGHT - 8}" text-anchor="${anchor}">${escaped(short(x(at)))}</text>`;
  });
  const drawn = lines.map(({ points }, index) => {
    const colour = `var(--c${index % 8})`;
    const path = thinned(points).map(([at, value]) => `${px(at).toFixed(1)},${py(value).toFixed(1)}`);
    const marks = dots
      ? path
          .map(
            (point) =>
              `<circle cx="${point.split(",")[0]}" cy="${point.split(",")[1]}" r="3" fill="${colour}"/>`,
          )
          .join("")
      : "";
    return `<polyline points="${path.join(" ")}" fill="none" stroke="${colour}" stroke-width="1.8" stroke-linejoin="round"/>${marks}`;
  });
  const names = lines.map(({ label }) => label).join(", ");
  const legend = lines.map(
    ({ label }, index) => `<span><i style="background:var(--c${index % 8})"></i>${escaped(label)}</span>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(`A chart of ${names}`)}">${rows.join("")}${columns.join("")}${drawn.join("")}</svg><div class="legend">${legend.join("")}</div>`;
}

const short = (label: string) => (label.length > 14 ? `${label.slice(0, 13)}…` : label);

/** 1, 2 or 5 times a power of ten. */
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

/** Seven days by 24 hours; the darker, the more of the slots was in use. */
export function heatMap(hours: readonly (number | null)[]): string {
  const [cell, left, top] = [19, 34, 6];
  const cells = hours.map((use, hour) => {
    const [day, at] = [Math.floor(hour / 24), hour % 24];
    const label = `${DAYS[day]} ${String(at).padStart(2, "0")}:00: ${use === null ? "no slots" : `${Math.round(use * 100)} %`}`;
    const fill = use === null ? "var(--line)" : "var(--c0)";
    const opacity = use === null ? 0.35 : 0.06 + 0.94 * Math.min(1, use);
    return `<rect x="${left + at * cell}" y="${top + day * cell}" width="${cell - 2}" height="${cell - 2}" rx="3" fill="${fill}" fill-opacity="${opacity.toFixed(2)}"><title>${label}</title></rect>`;
  });
  const days = DAYS.map((day, at) => `<text x="0" y="${top + at * cell + cell / 2}" dy=".3em">${day}</text>`);
  const marks = [0, 6, 12, 18, 23].map(
    (at) =>
      `<text x="${left + at * cell + cell / 2 - 1}" y="${top + 7 * cell + 12}" text-anchor="middle">${String(at).padStart(2, "0")}</text>`,
  );
  return `<svg viewBox="0 0 ${left + 24 * cell} ${top + 7 * cell + 18}" role="img" aria-label="Use of slots by hour of the week">${cells.join("")}${days.join("")}${marks.join("")}</svg>`;
}
