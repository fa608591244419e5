/** The files of commits for a task: scripts of hooks, and external checks. */
import { join } from "node:path";
import { safeName } from "../../../files/inside.js";
import type { FollowedCommit } from "../../protocol/commits.js";

/** The folder of an object's files, below the folder of all. @throws Error for an id that is not a safe folder name */
export const treeFolder = (folder: string, id: string): string => join(folder, safeName(id, "An id"));

/** `from acme/hooks at 1a2b3c4 (main)`, with a note if it may not be the newest commit. */
export function commitTitle({ repository, branch, commit, stale }: FollowedCommit): string {
  const at = `from ${repository} at ${commit?.slice(0, 7) ?? "an unknown commit"}${branch === null ? "" : ` (${branch})`}`;
  return stale === null ? at : `${at}, which may not be the newest (${stale})`;
}
