/** A commit of a branch in the agent protocol, whose files a task gets. */
export interface FollowedCommit {
  readonly repository: string;
  readonly branch: string | null;
  /** The whole id of the commit. */
  readonly commit: string | null;
  /** Why the repository cannot be read now, so that this commit may not be the newest; null where it can. */
  readonly stale: string | null;
}
