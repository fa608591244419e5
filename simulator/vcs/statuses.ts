/** The commit status that the Git server gets for a run. */
import type { VcsStatusState } from "../../agent/protocol/protocol.js";
import type { Run, RunStatus } from "../core/entities.js";
import { API_PATH } from "../core/paths.js";
import type { Tx } from "../core/schema.js";
import { isPooled, queueVcsTask } from "./task-life.js";

/** The commit status for each status of a run. */
const COMMIT_STATES: Readonly<Record<RunStatus, readonly [VcsStatusState, string]>> = {
  pending: ["pending", "The run is queued."],
  plan_queued: ["pending", "The run is queued."],
  planning: ["pending", "The plan is running."],
  policy_checking: ["pending", "Policies are evaluated."],
  policy_override: ["pending", "A failed policy waits for an override."],
  policy_checked: ["pending", "Policies were evaluated."],
  planned: ["pending", "The plan waits for a confirmation."],
  planned_and_saved: ["success", "The plan is saved."],
  planned_and_finished: ["success", "The plan has finished."],
  confirmed: ["pending", "The apply is queued."],
  apply_queued: ["pending", "The apply is queued."],
  applying: ["pending", "The apply is running."],
  applied: ["success", "The changes were applied."],
  errored: ["failure", "The run ended with an error."],
  discarded: ["error", "The run was discarded."],
  canceled: ["error", "The run was canceled."],
};

/** Statuses in which a run waits for a person. */
const WAITS: ReadonlySet<RunStatus> = new Set(["planned", "policy_override"]);

/**
 * Whether a change of a run changes its commit status: when it is queued, has ended, or waits for a person. A run from a restored
 * snapshot has already posted it, unless it has not begun.
 */
export function isTold(before: Run | undefined, after: Run | undefined): after is Run {
  if (after === undefined || before?.status === after.status) return false;
  if (before === undefined) return after.status === "pending";
  return COMMIT_STATES[after.status][0] !== COMMIT_STATES[before.status][0] || WAITS.has(after.status);
}

/** Queues the task that posts the status, for a run that came from a repository. */
export function queueStatus(tx: Tx, id: string, baseUrl: string, now: number): void {
  const run = tx.get("runs", id);
  const version = run && tx.get("configuration-versions", run.configurationVersion);
  const revision = version?.vcsRevision ? tx.get("vcs-revisions", version.vcsRevision) : undefined;
  if (!run || !revision?.commitSha) return;
  const workspace = tx.get("workspaces", run.workspace)!;
  const provider = workspace.vcsProvider ? tx.get("vcs-providers", workspace.vcsProvider) : undefined;
  if (!isPooled(provider) || !provider.checksEnabled) return;
  const environment = tx.get("environments", workspace.environment)!;
  const [state, description] = COMMIT_STATES[run.status];
  const request = {
    kind: "status" as const,
    repository: revision.repositoryId,
    sha: revision.commitSha,
    state,
    context: `scalr/${environment.name}/${workspace.name}${run.isDry ? "/dry-run" : ""}`,
    description: run.errorMessage ? `${description} ${run.errorMessage}`.slice(0, 140) : description,
    targetUrl: `${baseUrl}${API_PATH}/runs/${run.id}`,
  };
  queueVcsTask(tx, provider, request, now);
}
