/** Fetches the files of a branch's newest commit, for objects that follow one. */
import type { VcsFetchResult, VcsWatched } from "../../../agent/protocol/protocol.js";
import type { BranchFollower, VcsTask } from "../../core/entities.js";
import { newId } from "../../core/ids.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Reader, Tx } from "../../core/schema.js";
import type { RunContext } from "../../runs/create-run.js";
import type { Follower } from "../follower.js";
import { repositoryOf } from "../pushes.js";
import { keepRevision } from "../revision.js";
import { isOpen, isPooled, moveVcsTask, type PooledProvider, queueVcsTask } from "../task-life.js";
import { type BranchState, branchState, COMMITS_KEPT } from "./branch-rules.js";

/** The branch that an object follows, and the file that the commit must have. */
export interface BranchSource {
  readonly repository: string;
  /** Null for the repository's default branch. */
  readonly branch: string | null;
  readonly file: string | null;
}

/** The fields of an object whose content was not fetched yet, or has to be fetched again. */
export const UNFETCHED = {
  vcsRevision: null,
  errorMessage: null,
  /** When an agent has first looked at the repository for it. */
  lookedAt: null,
  /** The commit that was asked for last, and the revision that it is to become. */
  askedFor: null,
  fetching: null,
} as const;

/** Whether the content of an object can be used. */
export function stateOf(reader: Reader, object: DataObject, { repository }: BranchSource): BranchState {
  const provider = object.vcsProvider ? reader.get("vcs-providers", object.vcsProvider) : undefined;
  return branchState({
    provider: provider ? { ...provider, isPooled: isPooled(provider) } : null,
    fault: object.errorMessage ?? null,
    isStored: !!object.vcsRevision,
    repositoryError: (provider && repositoryOf(reader, provider.id, repository)?.error) ?? null,
  });
}

/** Makes objects of a type follow their branches. A commit is fetched once. A commit that failed is fetched again on a resync. */
export function branchFollower(
  type: BranchFollower["type"],
  sourceOf: (object: DataObject) => BranchSource | null,
): Follower {
  const own = ({ publication }: VcsTask, tx: Tx): DataObject | undefined => {
    if (publication?.follows?.type !== type) return undefined;
    const object = tx.get(type, publication.follows.id) as DataObject | undefined;
    // It may follow another branch by now, or a newer commit.
    return object?.fetching === publication.revision ? object : undefined;
  };

  const update = (tx: Tx, { id }: DataObject, changes: Readonly<Record<string, unknown>>) =>
    tx.update(type, id, changes as never);

  function seen(tx: Tx, provider: PooledProvider, seen: VcsWatched, now: number): void {
    if (seen.heads === null) return;
    for (const object of tx.find(type, "vcsProvider", provider.id) as readonly DataObject[]) {
      const source = sourceOf(object);
      if (source?.repository !== seen.repository) continue;
      const branch = source.branch ?? seen.defaultBranch;
      const ref = `refs/heads/${branch}`;
      const sha = branch === null ? undefined : seen.heads[ref];
      if (!object.lookedAt) update(tx, object, { lookedAt: now });
      if (sha === undefined) noBranch(tx, object, branch, source);
      else if (sha !== object.askedFor) fetchCommit(tx, provider, object, { ...source, ref, sha }, now);
    }
  }

  function noBranch(tx: Tx, object: DataObject, branch: string | null, { repository }: BranchSource): void {
    const errorMessage =
      branch === null
        ? `The repository '${repository}' has no branches.`
        : `The repository '${repository}' has no branch '${branch}'.`;
    if (object.errorMessage !== errorMessage) update(tx, object, { errorMessage, askedFor: null });
  }

  function fetchCommit(
    tx: Tx,
    provider: PooledProvider,
    object: DataObject,
    { repository, ref, sha, file }: BranchSource & { readonly ref: string; readonly sha: string },
    now: number,
  ): void {
    for (const task of [...tx.find("vcs-tasks", "follower", object.id)])
      if (isOpen(task)) moveVcsTask(tx, task, "cancel", { finishedAt: now });
    const revision = newId("vcs-rev");
    const request = {
      kind: "fetch" as const,
      repository,
      ref,
      sha,
      previous: null,
      base: null,
      submodules: false,
      ...(file !== null && { file }),
    };
    const follows = { type, id: object.id };
    queueVcsTask(tx, provider, request, now, null, { publication: { follows, revision, size: null } });
    update(tx, object, { askedFor: sha, fetching: revision });
  }

  function fetched(op: RunContext, task: VcsTask, result: VcsFetchResult, provider: PooledProvider): void {
    const object = own(task, op.tx);
    if (object === undefined) return;
    const branch = (task.request as { readonly ref: string }).ref.replace(/^refs\/heads\//, "");
    const purpose = { configurationVersion: null, follower: object.id, branch, sender: null };
    const { id } = keepRevision(op.tx, provider, task, result, purpose, task.publication!.revision);
    update(op.tx, object, { vcsRevision: id, errorMessage: null, fetching: null, fetchedAt: op.now });
    const kept = op.tx.find("vcs-revisions", "follower", object.id).filter((each) => each.id !== id);
    for (const old of kept.slice(0, Math.max(0, kept.length - COMMITS_KEPT + 1)))
      op.tx.delete("vcs-revisions", old.id);
  }

  function failed({ tx }: Pick<RunContext, "tx">, task: VcsTask, why: string): void {
    const object = own(task, tx);
    if (object !== undefined) update(tx, object, { errorMessage: why, fetching: null });
  }

  return {
    types: [type],
    concerns: ({ publication }) => publication?.follows?.type === type,
    followed: (reader, provider) =>
      (reader.find(type, "vcsProvider", provider) as readonly DataObject[]).flatMap((object) => {
        const source = sourceOf(object);
        return source === null
          ? []
          : [{ repository: source.repository, tags: false, isAwaited: !object.lookedAt }];
      }),
    seen,
    fetched,
    failed,
  };
}
