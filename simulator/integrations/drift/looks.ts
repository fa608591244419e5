import type { DriftReport } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import { appliedSince } from "./candidates.js";
import { type DriftStatus, driftStatus } from "./drift-rules.js";

/** The status of the check that a report describes. */
export function statusOf(reader: Reader, { run: id }: DriftReport): DriftStatus {
  const run = reader.get("runs", id);
  return run === undefined ? "errored" : driftStatus(run, appliedSince(reader, run));
}

/** When the run of a report entered its status. */
export function updatedAt(reader: Reader, { run: id }: DriftReport): number | null {
  const run = reader.get("runs", id);
  return run === undefined ? null : Math.max(run.createdAt, ...Object.values(run.statusTimestamps));
}
