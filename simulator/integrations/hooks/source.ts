import type { DataObject } from "../../core/kept-types/types.js";
import type { Reader } from "../../core/schema.js";
import type { BranchState } from "../../vcs/branches/branch-rules.js";
import { type BranchSource, branchFollower, stateOf } from "../../vcs/branches/following.js";
import { resyncOf } from "../../vcs/branches/resync.js";

type Hook = DataObject<"hooks">;

/** The branch that a hook's script comes from; null for a hook without a repository. */
export function sourceOfHook({ vcsRepo, scriptfilePath }: DataObject): BranchSource | null {
  const repo = vcsRepo as { readonly identifier: string; readonly branch?: string | null } | null;
  if (!repo) return null;
  return { repository: repo.identifier, branch: repo.branch ?? null, file: String(scriptfilePath) };
}

/** Whether runs can execute a hook, and why not. */
export function hookState(reader: Reader, hook: Hook): BranchState {
  const source = sourceOfHook(hook);
  return source === null
    ? { status: "errored", error: "It has no repository ('vcs-repo')." }
    : stateOf(reader, hook, source);
}

/** Keeps the files of each hook of the registry at the newest commit of its branch. */
export const hookFollower = branchFollower("hooks", sourceOfHook);

/** The actions of hooks. */
export const HOOK_ACTIONS = {
  resync: resyncOf({ type: "hooks", permission: "hooks:update", noun: "Hook", sourceOf: sourceOfHook }),
} as const;
