import type { DataObject } from "../../core/kept-types/types.js";
import { naming } from "../../core/refusals.js";
import type { Reader } from "../../core/schema.js";
import { repositoryOf } from "../../vcs/pushes.js";
import { isOpen, isPooled } from "../../vcs/task-life.js";
import { policyRepoOf } from "./source/repository.js";

/** `status` and `error-message` of a policy group, which follow from its repository. */
export interface GroupState {
  readonly status: "fetching" | "active" | "errored";
  readonly error: string | null;
}

/** Whether the sandbox can fetch the group's repository, which takes agents of a VCS pool. */
export const isFetched = (reader: Reader, { vcsProvider }: DataObject): boolean =>
  isPooled(reader.get("vcs-providers", vcsProvider));

/** A group is active once its policies were read from its branch. A later invalid commit leaves them as they are. */
export function groupState(reader: Reader, group: DataObject): GroupState {
  const provider = reader.get("vcs-providers", group.vcsProvider);
  if (!isPooled(provider)) {
    const named = provider === undefined ? "The VCS provider" : `VCS provider ${naming(provider)}`;
    return {
      status: "errored",
      error: `${named} has no agent pool, and the sandbox does not contact Git servers itself. Link a VCS pool to it.`,
    };
  }
  const unreachable = repositoryOf(reader, provider.id, policyRepoOf(group).identifier)?.error ?? null;
  const isUnderWay = reader.find("vcs-tasks", "policyGroup", group.id).some(isOpen);
  if (unreachable !== null) return { status: "errored", error: unreachable };
  if (isUnderWay || !group.lookedAt) return { status: "fetching", error: null };
  const fault = (group.fault as string | null | undefined) ?? null;
  return fault === null ? { status: "active", error: null } : { status: "errored", error: fault };
}
