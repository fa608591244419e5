import type { FollowedCommit } from "./commits.js";

/** When hooks run in each phase, in the order in which these events come. */
export const HOOKS_OF = {
  plan: ["pre-init", "pre-plan", "post-plan"],
  apply: ["pre-init", "pre-apply", "post-apply"],
} as const;

/** When a hook runs. */
export type HookName = (typeof HOOKS_OF)[keyof typeof HOOKS_OF][number];

/** All of them, in the order in which they come in a run. */
export const HOOK_NAMES: readonly HookName[] = [...new Set([...HOOKS_OF.plan, ...HOOKS_OF.apply])];

/** A hook of the registry that a task executes. `GET tasks/:id/hooks/:hook?attempt=n` gives its files, as a tar.gz. */
export interface RegistryHook extends FollowedCommit {
  readonly id: string;
  readonly name: string;
  /** Those of the task's phase, at least one. */
  readonly events: readonly HookName[];
  /** The program that executes the script, with its arguments where it has some, separated by spaces. */
  readonly interpreter: string;
  /** Path of the script in the repository. */
  readonly script: string;
}
