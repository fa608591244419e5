import type { Timeline } from "../data/timeline.js";

/** The height of the chart and the width of a column in pixels. */
export const HEIGHT = 210;
export const COLUMN = 2;

/** The outline of each group's area, stacked on those before, as SVG paths. `top` is the level of the upper edge. */
export function areasOf(
  { groups, counts }: Timeline,
  top: number,
): readonly { id: string; colour: string; d: string }[] {
  const columns = counts[0]?.length ?? 0;
  const below = new Float64Array(columns);
  const y = (level: number) => (HEIGHT * (1 - level / top)).toFixed(1);
  return groups.map(({ id, colour }, g) => {
    const own = counts[g]!;
    let d = "";
    let open: number | null = null;
    for (let i = 0; i <= columns; i += 1) {
      const count = i < columns ? own[i]! : 0;
      if (count > 0 && open === null) open = i;
      if (count === 0 && open !== null) {
        d += areaOf(own, below, open, i, y);
        open = null;
      }
    }
    for (let i = 0; i < columns; i += 1) below[i]! += own[i]!;
    return { id, colour, d };
  });
}

function areaOf(
  own: Uint16Array,
  below: Float64Array,
  from: number,
  to: number,
  y: (level: number) => string,
): string {
  let d = `M${from * COLUMN} ${y(below[from]!)}`;
  for (let i = from; i < to; i += 1) {
    const level = y(below[i]! + own[i]!);
    d += `L${i * COLUMN} ${level}H${(i + 1) * COLUMN}`;
  }
  for (let i = to - 1; i >= from; i -= 1) {
    const level = y(below[i]!);
    d += `L${(i + 1) * COLUMN} ${level}H${i * COLUMN}`;
  }
  return `${d}Z`;
}
