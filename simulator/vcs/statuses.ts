/** The commit status that the Git server gets for a run. */
import type { Run } from "../core/entities.js";
import { API_PATH } from "../core/paths.js";
import type { Tx } from "../core/schema.js";
import { RUN_STATUS_FACTS, UNDECIDED_RUN_STATUSES } from "../runs/run-status-rules.js";
import { isPooled, queueVcsTask } from "./task-life.js";

const stateOf = ({ status }: Run) => RUN_STATUS_FACTS[status].commit[0];

/**
 * Whether a change of a run changes its commit status: when it is queued, has ended, or waits for a person. A run from a restored
 * snapshot has already posted it, unless it has not begun.
 */
export function isTold(before: Run | undefined, after: Run | undefined): after is Run {
  if (after === undefined || before?.status === after.status) return false;
  if (before === undefined) return after.status === "pending";
  return stateOf(after) !== stateOf(before) || UNDECIDED_RUN_STATUSES.has(after.status);
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
  const [state, description] = RUN_STATUS_FACTS[run.status].commit;
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
