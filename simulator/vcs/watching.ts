import type { VcsWatchRequest } from "../../agent/protocol/protocol.js";
import type { VcsRepository, VcsTask } from "../core/entities.js";
import type { Reader, Tx } from "../core/schema.js";
import type { Followed, Follower } from "./follower.js";
import { repositoryOf, workspacesOf } from "./pushes.js";
import { isOpen, isPooled, moveVcsTask, openWatch, type PooledProvider, queueVcsTask } from "./task-life.js";
import { vcsRepoOf } from "./triggers.js";
import { WATCH_SECONDS } from "./vcs-task-rules.js";

/** The repositories that workspaces or modules use, each once. */
function wanted(reader: Reader, provider: PooledProvider, followed: readonly Followed[]): readonly string[] {
  const linked = reader
    .find("workspaces", "vcsProvider", provider.id)
    .flatMap((workspace) => vcsRepoOf(workspace)?.identifier ?? []);
  return [...new Set([...linked, ...followed.map(({ repository }) => repository)])].sort();
}

/** Whether a workspace has no commit of its branch yet although the branch exists, so that the agent must report it again. */
function isAwaited(reader: Reader, provider: PooledProvider, known: VcsRepository): boolean {
  return workspacesOf(reader, provider.id, known.identifier).some((workspace) => {
    const branch = vcsRepoOf(workspace)!.branch || known.defaultBranch;
    return known.begun[workspace.id] !== branch && known.heads?.[`refs/heads/${branch}`] !== undefined;
  });
}

function requestFor(
  reader: Reader,
  provider: PooledProvider,
  followed: readonly Followed[],
): VcsWatchRequest | null {
  const repositories = wanted(reader, provider, followed).map((repository) => {
    const known = repositoryOf(reader, provider.id, repository);
    const ofIt = followed.filter((each) => each.repository === repository);
    const isNew = ofIt.some((each) => each.isAwaited);
    const heads = known === undefined || isNew || isAwaited(reader, provider, known) ? null : known.heads;
    return {
      repository,
      heads,
      error: known?.error ?? null,
      ...(ofIt.some(({ tags }) => tags) && { tags: true }),
    };
  });
  return repositories.length === 0 ? null : { kind: "watch", repositories, seconds: WATCH_SECONDS };
}

/**
 * Keeps one watch of a provider open while workspaces, modules or policy groups use its repositories, and ends tasks that nothing
 * needs any more. Calls `failed` for each task that ends in this way.
 */
export function keepWatching(
  tx: Tx,
  id: string,
  now: number,
  follower: Follower,
  failed: (task: VcsTask, why: string) => void,
): void {
  const provider = tx.get("vcs-providers", id);
  const open = openWatch(tx, id);
  if (!isPooled(provider)) {
    for (const task of [...tx.find("vcs-tasks", "provider", id)])
      if (provider === undefined) tx.delete("vcs-tasks", task.id);
      else if (isOpen(task)) {
        moveVcsTask(tx, task, "cancel", { finishedAt: now });
        failed(task, `VCS provider '${provider.name}' (${id}) has no agent pool any more.`);
      }
    if (provider === undefined)
      for (const repository of [...tx.find("vcs-repositories", "provider", id)])
        tx.delete("vcs-repositories", repository.id);
    return;
  }
  const request = requestFor(tx, provider, follower.followed(tx, id));
  if (open && request && open.pool === provider.agentPool && same(open.request as VcsWatchRequest, request))
    return;
  if (open) tx.delete("vcs-tasks", open.id);
  for (const task of [...tx.find("vcs-tasks", "provider", id)]) {
    if (task.request.kind === "watch") tx.delete("vcs-tasks", task.id);
    else if (task.status === "queued" && task.pool !== provider.agentPool)
      tx.update("vcs-tasks", task.id, { pool: provider.agentPool });
  }
  if (request) queueVcsTask(tx, provider, request, now);
}

const same = (a: VcsWatchRequest, b: VcsWatchRequest) =>
  JSON.stringify(a.repositories) === JSON.stringify(b.repositories);
