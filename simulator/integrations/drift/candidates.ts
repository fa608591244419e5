import type { Run, Workspace } from "../../core/entities.js";
import type { Reader } from "../../core/schema.js";
import { FINAL_RUN_STATUSES } from "../../runs/run-transition-rules.js";
import type { Candidate } from "./drift-rules.js";

/** The facts that decide whether a schedule checks a workspace for drift. */
export function candidateOf(reader: Reader, workspace: Workspace): Candidate {
  const { id, name, environmentType, executionMode, currentStateVersion } = workspace;
  const state = currentStateVersion === null ? undefined : reader.get("state-versions", currentStateVersion);
  const runs = reader.find("runs", "workspace", id);
  const applied = runs.findLast(({ status }) => status === "applied");
  const looking = runs.find((run) => run.driftSchedule !== undefined && !FINAL_RUN_STATUSES.has(run.status));
  return {
    id,
    name,
    environmentType,
    executionMode,
    tags: workspace.tags.flatMap((tag) => [tag, reader.get("tags", tag)?.name ?? tag]),
    hasResources: state?.summary.resources.some(({ mode }) => mode === "managed") ?? false,
    hasConfiguration: latestConfiguration(reader, id) !== undefined,
    appliedAt: applied ? (applied.statusTimestamps["applied-at"] ?? applied.createdAt) : null,
    looking: looking?.id ?? null,
  };
}

/** The configuration that drift detection compares a workspace with. */
export const latestConfiguration = (reader: Reader, workspace: string) =>
  reader
    .find("configuration-versions", "workspace", workspace)
    .findLast(({ status, isDry }) => status === "uploaded" && !isDry);

/** The last applied run of a workspace that was queued after the given one. */
export const appliedSince = (reader: Reader, { workspace, sequence }: Run): Run | undefined =>
  reader
    .find("runs", "workspace", workspace)
    .findLast((run) => run.sequence > sequence && !run.isDry && run.status === "applied");
