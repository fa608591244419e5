/** The place of a run in tables: `agent of pool`, the pool while no agent has it, `-` before that. */
export const placeOf = (pool: string | null, agent: string | null): string =>
  agent === null ? (pool ?? "-") : `${agent} of ${pool}`;

const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** How long ago a moment (ISO 8601) is at `now` (milliseconds), in its two largest units: `2h 5m`, `40s`. */
export function since(moment: string, now: number): string {
  let left = Math.max(0, now - Date.parse(moment));
  const parts: string[] = [];
  for (const [unit, length] of UNITS) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count > 0) parts.push(`${count}${unit}`);
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? "0s" : parts.join(" ");
}

/** The same as a person says it: `2h 5m ago`, `now`. */
export function ago(moment: string, now: number): string {
  const span = since(moment, now);
  return span === "0s" ? "now" : `${span} ago`;
}
