/** How a policy group follows the branch of its repository. */
import type { VcsFetchRequest, VcsFetchResult, VcsWatched } from "../../../agent/protocol/protocol.js";
import type { FoundPolicy, VcsTask } from "../../core/entities.js";
import { newId } from "../../core/ids.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Reader, Tx } from "../../core/schema.js";
import type { RunContext } from "../../runs/create-run.js";
import type { Follower, Heads } from "../../vcs/follower.js";
import { keepRevision } from "../../vcs/revision.js";
import { isOpen, type PooledProvider, queueVcsTask } from "../../vcs/task-life.js";
import { lookForProposals, proposalFailed, proposalFetched } from "./previews/proposals.js";
import { policyRepoOf } from "./source/repository.js";

type Group = DataObject<"policy-groups">;

const groupsOf = (reader: Reader, provider: string): readonly Group[] =>
  reader.find("policy-groups", "vcsProvider", provider);

/** Queues the task that fetches the group's branch. It replaces an older task that is not finished. */
export function fetchPolicies(
  tx: Tx,
  provider: PooledProvider,
  group: Group,
  now: number,
  sha: string | null,
): void {
  for (const task of tx.find("vcs-tasks", "policyGroup", group.id).filter(isOpen)) {
    if (sha !== null && (task.request as VcsFetchRequest).sha === sha) return;
    tx.delete("vcs-tasks", task.id);
  }
  const { identifier, branch } = policyRepoOf(group);
  const request: VcsFetchRequest = {
    kind: "fetch",
    repository: identifier,
    ref: `refs/heads/${branch}`,
    sha,
    previous: null,
    base: null,
    submodules: false,
  };
  queueVcsTask(tx, provider, request, now, null, {
    policyFetch: { group: group.id, size: null, found: null },
  });
}

function seen(
  tx: Tx,
  provider: PooledProvider,
  { repository, heads }: VcsWatched,
  now: number,
  before: Heads | null,
): void {
  if (heads === null) return;
  for (const group of groupsOf(tx, provider.id)) {
    const { identifier, branch } = policyRepoOf(group);
    if (identifier !== repository) continue;
    // What was there before anybody looked for the group is not new.
    if (before !== null && group.lookedAt) lookForProposals({ tx, now }, provider, group, heads, before);
    const sha = heads[`refs/heads/${branch}`];
    if (sha === undefined)
      tx.update("policy-groups", group.id, {
        lookedAt: now,
        commit: null,
        fault: `Repository '${identifier}' has no branch '${branch}'. Set the branch of 'vcs-repo'.`,
      });
    else if (sha !== group.commit || !group.lookedAt) {
      tx.update("policy-groups", group.id, { lookedAt: now, commit: sha });
      fetchPolicies(tx, provider, group, now, sha);
    }
  }
}

/** Policies keep their ids as long as they keep their names. */
function replacePolicies(tx: Tx, group: string, found: readonly FoundPolicy[]): void {
  const known = new Map(tx.find("policies", "policyGroup", group).map((policy) => [policy.name, policy]));
  for (const { name, enabled, level, rego } of found) {
    const policy = known.get(name);
    known.delete(name);
    const fields = { enabled, enforcedLevel: level, rego };
    if (policy) tx.update("policies", policy.id, fields);
    else tx.insert<"policies">({ type: "policies", id: newId("pol"), name, policyGroup: group, ...fields });
  }
  for (const { id } of known.values()) tx.delete("policies", id);
}

function fetched(op: RunContext, task: VcsTask, result: VcsFetchResult, provider: PooledProvider): void {
  if (task.policyFetch!.preview !== undefined) {
    proposalFetched(op, task, result);
    return;
  }
  const { tx, now } = op;
  const { group: id, found } = task.policyFetch!;
  const group = tx.get("policy-groups", id);
  if (group === undefined || found === null) return;
  // An unusable commit leaves the group's policies as they are.
  if ("error" in found) {
    tx.update("policy-groups", id, { fault: found.error });
    return;
  }
  for (const old of [...tx.find("vcs-revisions", "policyGroup", id)]) tx.delete("vcs-revisions", old.id);
  const branch = policyRepoOf(group).branch ?? null;
  const purpose = { configurationVersion: null, policyGroup: id, branch, sender: null };
  const revision = keepRevision(tx, provider, task, result, purpose);
  replacePolicies(tx, id, found.policies);
  tx.update("policy-groups", id, {
    fault: null,
    fetchedAt: now,
    common: found.common,
    vcsRevision: revision.id,
  });
}

function failed(op: Pick<RunContext, "tx" | "now">, task: VcsTask, why: string): void {
  if (task.policyFetch!.preview !== undefined) {
    proposalFailed(op, task, why);
    return;
  }
  const { tx } = op;
  const { group } = task.policyFetch!;
  if (tx.get("policy-groups", group) !== undefined) tx.update("policy-groups", group, { fault: why });
}

/** Keeps the policies of every group at the newest commit of its branch. */
export const policyFollower: Follower = {
  types: ["policy-groups"],
  concerns: ({ policyFetch }) => policyFetch !== undefined,
  followed: (reader, provider) =>
    groupsOf(reader, provider).map((group) => ({
      repository: policyRepoOf(group).identifier,
      isAwaited: !group.lookedAt,
      tags: false,
    })),
  seen,
  fetched,
  failed,
};
