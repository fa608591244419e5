/** Whether the content of an object that follows a branch can be used, from the state of its repository. */

/** An object that follows a branch, and the state of its source. */
export interface Followed {
  /** The VCS provider, `id` and `name`; null where there is none. */
  readonly provider: { readonly name: string; readonly id: string; readonly isPooled: boolean } | null;
  /** Why its newest commit cannot be used. */
  readonly fault: string | null;
  /** Whether the files of a commit are kept. */
  readonly isStored: boolean;
  /** Why the repository could not be read the last time. */
  readonly repositoryError: string | null;
}

/**
 * `status` and `error-message`. An active object can have an error too: its repository cannot be read, and the previous commit is
 * used.
 */
export interface BranchState {
  readonly status: "pending" | "active" | "errored";
  readonly error: string | null;
}

/** Only active objects can be used. */
export function branchState({ provider, fault, isStored, repositoryError }: Followed): BranchState {
  const errored = (error: string): BranchState => ({ status: "errored", error });
  if (provider === null) return errored("It has no VCS provider.");
  if (!provider.isPooled)
    return errored(
      `VCS provider '${provider.name}' (${provider.id}) has no agent pool, and the sandbox does not contact Git servers itself. ` +
        "Link a VCS pool to it.",
    );
  if (fault !== null) return errored(fault);
  if (isStored) return { status: "active", error: repositoryError };
  return repositoryError === null ? { status: "pending", error: null } : errored(repositoryError);
}

/** Commits of an object whose files are kept: a task may have been given the previous one. */
export const COMMITS_KEPT = 5;
