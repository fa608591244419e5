/** What the Git server is told of a preview: the status of the commit that proposes the policies. */
import type { VcsStatusState } from "../../../../agent/protocol/protocol.js";
import type { PolicyPreview } from "../../../core/entities.js";
import { API_PATH } from "../../../core/paths.js";
import type { Tx } from "../../../core/schema.js";
import { isPooled, queueVcsTask } from "../../../vcs/task-life.js";
import { policyRepoOf } from "../source/repository.js";
import { previewSummary } from "./life.js";
import type { PreviewVerdict } from "./preview-rules.js";

/** Characters that Git servers take of a description. */
const DESCRIPTION = 140;

/** If a preview judged nothing, its pull request was not tried and must not look as if it was. */
const STATES: Readonly<Record<PreviewVerdict, VcsStatusState>> = {
  stops: "failure",
  passes: "success",
  nothing: "error",
};

/** The state of the commit, and a sentence. Null for a preview of which nothing is to be said. */
function statusOf(tx: Tx, preview: PolicyPreview): readonly [VcsStatusState, string] | null {
  switch (preview.status) {
    case "running":
      return ["pending", "The proposed policies are evaluated."];
    case "errored":
      return ["error", preview.error ?? ""];
    case "finished": {
      const { verdict, text } = previewSummary(tx, preview);
      return [STATES[verdict], text];
    }
    default:
      return null;
  }
}

/** Queues the task that posts how a preview stands. */
export function queuePreviewStatus(tx: Tx, id: string, baseUrl: string, now: number): void {
  const preview = tx.get("policy-previews", id);
  const group = preview && tx.get("policy-groups", preview.policyGroup);
  const provider = group && tx.get("vcs-providers", group.vcsProvider);
  if (preview === undefined || group === undefined || !isPooled(provider) || !provider.checksEnabled) return;
  const status = statusOf(tx, preview);
  if (status === null) return;
  const results = `policy-groups/${group.id}/pull-request-policy-check-results?commit_sha=${preview.commit}`;
  const request = {
    kind: "status" as const,
    repository: policyRepoOf(group).identifier,
    sha: preview.commit,
    state: status[0],
    context: `scalr/policy-group/${group.name}`,
    description: status[1].slice(0, DESCRIPTION),
    targetUrl: `${baseUrl}${API_PATH}/${results}`,
  };
  queueVcsTask(tx, provider, request, now);
}
