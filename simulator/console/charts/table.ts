import type { DesignFigures, Limit } from "./figures.js";

/** `0 ms`, `850 ms`, `12.3 s`, `4.5 min`, `2.1 h` */
export function spellWait(seconds: number | null): string {
  if (seconds === null) return "-";
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  if (seconds < 7_200) return `${(seconds / 60).toFixed(1)} min`;
  return `${(seconds / 3_600).toFixed(1)} h`;
}

const percent = (part: number | null) =>
  part === null ? "-" : `${(part * 100).toFixed(part < 0.0995 ? 1 : 0)}%`;

/** The main reason for a pool's waits, in words. */
export const LIMITS: Readonly<Record<Limit, string>> = {
  workspace: "an earlier run of the workspace",
  quota: "the quota",
  slots: "a free slot",
  agents: "an agent",
};

export const TABLE_HEADINGS = [
  "DESIGN",
  "POOL",
  "RUNS",
  "MEAN WAIT",
  "50%",
  "95%",
  "99%",
  "LONGEST",
  "USE",
  "LONGEST QUEUE",
  "AGENT-HOURS",
  "COST",
  "TARGET",
  "WAITS ARE FOR",
] as const;

/** One row for each pool of a design, under `TABLE_HEADINGS`. */
export const tableRows = ({ design, pools }: DesignFigures): readonly (readonly string[])[] =>
  pools.map((pool, at) => [
    at === 0 ? design : "",
    pool.name,
    String(pool.runs),
    spellWait(pool.mean_wait_seconds),
    spellWait(pool.p50_wait_seconds),
    spellWait(pool.p95_wait_seconds),
    spellWait(pool.p99_wait_seconds),
    spellWait(pool.longest_wait_seconds),
    percent(pool.utilization),
    String(pool.longest_queue),
    pool.agent_hours.toFixed(1),
    pool.cost === null ? "-" : pool.cost.toFixed(2),
    pool.target === null ? "-" : `${pool.target.met ? "met" : "missed"}, ${percent(pool.target.part)}`,
    pool.limit === null ? "nothing" : LIMITS[pool.limit],
  ]);
