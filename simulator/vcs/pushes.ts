/** Turns what an agent sees in a repository into runs of the linked workspaces. */
import type { VcsWatched } from "../../agent/protocol/protocol.js";
import type { VcsRepository, Workspace } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Reader, Tx } from "../core/schema.js";
import { queueIngress } from "./ingress.js";
import type { PooledProvider } from "./task-life.js";
import { vcsRepoOf } from "./triggers.js";

/** The refs of pull requests and merge requests at self-hosted GitHub, GitLab and Bitbucket. */
const TO_BE_MERGED = [
  /^refs\/pull\/(\d+)\/head$/,
  /^refs\/merge-requests\/(\d+)\/head$/,
  /^refs\/pull-requests\/(\d+)\/from$/,
];

/** The number of the pull request or merge request that a ref belongs to; null for any other ref. */
export const pullRequestOf = (ref: string): string | null =>
  TO_BE_MERGED.map((pattern) => pattern.exec(ref)?.[1]).find((number) => number !== undefined) ?? null;

/** Whether a ref belongs to a pull request or merge request. */
const isToBeMerged = (ref: string): boolean => pullRequestOf(ref) !== null;

/** The last known state of a provider's repository; undefined if no agent has looked at it yet. */
export const repositoryOf = (reader: Reader, provider: string, identifier: string) =>
  reader.find("vcs-repositories", "provider", provider).find((each) => each.identifier === identifier);

/** The workspaces of a provider that are linked to a repository. */
export const workspacesOf = (reader: Reader, provider: string, identifier: string): readonly Workspace[] =>
  reader
    .find("workspaces", "vcsProvider", provider)
    .filter((workspace) => vcsRepoOf(workspace)?.identifier === identifier);

/**
 * Records what an agent has seen in a repository, and queues the runs of workspaces that follow from it. `isFollowed` says
 * that a module uses the repository, even if no workspace does.
 */
export function watched(
  tx: Tx,
  provider: PooledProvider,
  seen: VcsWatched,
  now: number,
  isFollowed: boolean,
): void {
  const linked = workspacesOf(tx, provider.id, seen.repository);
  if (linked.length === 0 && !isFollowed) return;
  const known = repositoryOf(tx, provider.id, seen.repository) ?? insert(tx, provider.id, seen.repository);
  if (seen.heads === null) {
    tx.update("vcs-repositories", known.id, { error: seen.error });
    return;
  }
  const begun: Record<string, string> = {};
  for (const workspace of linked) {
    const branch = vcsRepoOf(workspace)!.branch || seen.defaultBranch;
    const head = branch === null ? undefined : seen.heads[`refs/heads/${branch}`];
    // If the branch does not exist yet, the workspace starts when it does.
    if (branch === null || head === undefined) continue;
    begun[workspace.id] = branch;
    if (known.begun[workspace.id] !== branch) begin(tx, provider, workspace, branch, head, now);
    else if (known.heads !== null) follow(tx, provider, workspace, branch, known.heads, seen, now);
  }
  const { heads, defaultBranch } = seen;
  tx.update("vcs-repositories", known.id, { heads, defaultBranch, begun, error: null });
}

const insert = (tx: Tx, provider: string, identifier: string): VcsRepository =>
  tx.insert<"vcs-repositories">({
    type: "vcs-repositories",
    id: newId("vcs-repo"),
    provider,
    identifier,
    defaultBranch: null,
    heads: null,
    error: null,
    begun: {},
  });

/** A newly linked workspace gets the commit of its branch. */
function begin(
  tx: Tx,
  provider: PooledProvider,
  workspace: Workspace,
  branch: string,
  sha: string,
  now: number,
): void {
  const repo = vcsRepoOf(workspace)!;
  queueIngress(
    tx,
    provider,
    { workspace, repo, branch, ref: `refs/heads/${branch}`, sha, always: true },
    now,
  );
}

/** A push to the branch of a workspace, or to a pull request that leads to it. */
function follow(
  tx: Tx,
  provider: PooledProvider,
  workspace: Workspace,
  branch: string,
  before: Readonly<Record<string, string>>,
  seen: VcsWatched,
  now: number,
): void {
  const repo = vcsRepoOf(workspace)!;
  const own = `refs/heads/${branch}`;
  for (const [ref, sha] of Object.entries(seen.heads!)) {
    if (before[ref] === sha) continue;
    const pushed = { workspace, repo, branch, ref, sha, sender: seen.senders[ref] ?? null, always: false };
    if (ref === own) queueIngress(tx, provider, { ...pushed, previous: before[ref] ?? null }, now);
    else if (isToBeMerged(ref) && repo["dry-runs-enabled"] !== false)
      queueIngress(tx, provider, { ...pushed, branch: ref.replace(/^refs\//, ""), base: own }, now);
  }
}
