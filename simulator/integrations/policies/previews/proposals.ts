/** From a pull request in a group's repository to the policies that it proposes. */
import type { VcsFetchRequest, VcsFetchResult, VcsWatched } from "../../../../agent/protocol/protocol.js";
import { deleteQuietly } from "../../../core/deletion.js";
import type { PolicyPreview, VcsTask } from "../../../core/entities.js";
import { newId } from "../../../core/ids.js";
import type { DataObject } from "../../../core/kept-types/types.js";
import type { Tx } from "../../../core/schema.js";
import type { RunContext } from "../../../runs/create-run.js";
import type { Heads } from "../../../vcs/follower.js";
import { pullRequestOf } from "../../../vcs/pushes.js";
import { type PooledProvider, queueVcsTask } from "../../../vcs/task-life.js";
import { foldersOf, isWanted, policyRepoOf } from "../source/repository.js";
import { previewable } from "./candidates.js";
import { cancelRuns, failPreview, movePreview } from "./life.js";
import { isOpenPreview, PREVIEW_LIMITS } from "./preview-rules.js";

type Group = DataObject<"policy-groups">;
type Moment = Pick<RunContext, "tx" | "now">;

/**
 * Looks at the pull requests of a group's repository: a new commit of one is previewed, and what is under way for an older
 * one, or for a pull request that is gone, ends.
 */
export function lookForProposals(
  op: Moment,
  provider: PooledProvider,
  group: Group,
  heads: NonNullable<VcsWatched["heads"]>,
  before: Heads,
): void {
  for (const preview of openPreviews(op.tx, group.id))
    if (heads[preview.ref] !== preview.commit) supersede(op, preview);
  for (const [ref, commit] of Object.entries(heads)) {
    const number = pullRequestOf(ref);
    if (number !== null && before[ref] !== commit) propose(op, provider, group, { ref, number, commit });
  }
}

const openPreviews = (tx: Tx, group: string): readonly PolicyPreview[] =>
  tx.find("policy-previews", "policyGroup", group).filter(isOpenPreview);

function supersede(op: Moment, preview: PolicyPreview): void {
  for (const { id } of [...op.tx.find("vcs-tasks", "policyPreview", preview.id)])
    op.tx.delete("vcs-tasks", id);
  cancelRuns(op, preview);
  movePreview(op.tx, preview, "be-superseded", { waiting: [] });
}

function propose(
  op: Moment,
  provider: PooledProvider,
  group: Group,
  at: Pick<PolicyPreview, "ref" | "number" | "commit">,
): void {
  makeRoom(op, group.id);
  const preview = op.tx.insert<"policy-previews">({
    type: "policy-previews",
    id: newId("polprev"),
    policyGroup: group.id,
    ...at,
    title: null,
    createdAt: op.now,
    status: "fetching",
    error: null,
    policies: [],
    common: {},
    waiting: [],
    runs: [],
    leftOut: 0,
  });
  const { identifier, branch } = policyRepoOf(group);
  const request: VcsFetchRequest = {
    kind: "fetch",
    repository: identifier,
    ref: at.ref,
    sha: at.commit,
    previous: null,
    base: `refs/heads/${branch}`,
    submodules: false,
  };
  queueVcsTask(op.tx, provider, request, op.now, null, {
    policyFetch: { group: group.id, preview: preview.id, size: null, found: null },
  });
}

/** Of a group's previews only the latest are kept. An older one that is under way ends. */
function makeRoom(op: Moment, group: string): void {
  const all = op.tx.find("policy-previews", "policyGroup", group);
  for (const old of all.slice(0, Math.max(0, all.length - PREVIEW_LIMITS.kept + 1))) {
    if (isOpenPreview(old)) supersede(op, old);
    deleteQuietly(op.tx, op.tx.get("policy-previews", old.id)!);
  }
}

/** The commit of a pull request was fetched. One that changes nothing of the group is forgotten. */
export function proposalFetched(op: RunContext, task: VcsTask, result: VcsFetchResult): void {
  const { preview: id, group: groupId, found } = task.policyFetch!;
  const preview = op.tx.get("policy-previews", id!);
  const group = op.tx.get("policy-groups", groupId);
  if (preview?.status !== "fetching" || group === undefined || found === null) return;
  const folders = foldersOf(group);
  if (result.changedFiles !== null && !result.changedFiles.some((file) => isWanted(file, folders))) {
    deleteQuietly(op.tx, preview);
    return;
  }
  const title = result.message.split("\n", 1)[0]!.slice(0, 512);
  if ("error" in found) {
    failPreview(op, preview, found.error, { title });
    return;
  }
  const workspaces = previewable(op.tx, group);
  movePreview(op.tx, preview, "run", {
    title,
    policies: found.policies,
    common: found.common,
    waiting: workspaces.slice(0, PREVIEW_LIMITS.workspaces).map((workspace) => workspace.id),
    leftOut: Math.max(0, workspaces.length - PREVIEW_LIMITS.workspaces),
  });
}

/** It could not be fetched. */
export function proposalFailed(op: Moment, { policyFetch }: VcsTask, why: string): void {
  const preview = op.tx.get("policy-previews", policyFetch!.preview!);
  if (preview?.status === "fetching") failPreview(op, preview, why);
}
