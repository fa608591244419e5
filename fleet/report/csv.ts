import type { DesignFigures } from "../../simulator/console/charts/figures.js";
import { csvLine } from "../input/csv.js";

const COLUMNS = [
  "design",
  "pool",
  "agents",
  "slots",
  "quota",
  "runs",
  "mean_wait_seconds",
  "p50_wait_seconds",
  "p95_wait_seconds",
  "p99_wait_seconds",
  "longest_wait_seconds",
  "utilization",
  "mean_queue",
  "longest_queue",
  "agent_hours",
  "cost",
  "target_met",
  "target_part",
  "limit",
  "overloaded_since",
  "partial",
];

/** One line for each pool of each design, under a header. */
export function csvReport(designs: readonly DesignFigures[]): string {
  const lines = designs.flatMap((design) =>
    design.pools.map((pool) =>
      csvLine([
        design.design,
        pool.name,
        design.agents[pool.name] ?? null,
        design.slots[pool.name] ?? null,
        design.quota,
        pool.runs,
        pool.mean_wait_seconds,
        pool.p50_wait_seconds,
        pool.p95_wait_seconds,
        pool.p99_wait_seconds,
        pool.longest_wait_seconds,
        pool.utilization,
        pool.mean_queue,
        pool.longest_queue,
        pool.agent_hours,
        pool.cost,
        pool.target === null ? null : String(pool.target.met),
        pool.target?.part ?? null,
        pool.limit,
        pool.overloaded_since,
        String(design.partial),
      ]),
    ),
  );
  return csvLine(COLUMNS) + lines.join("");
}
