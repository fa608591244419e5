/** When a hook runs. */
export type HookName = (typeof HOOK_NAMES)[number];

export const HOOK_NAMES = ["pre-init", "pre-plan", "post-plan", "pre-apply", "post-apply"] as const;

/** A hook of the registry that a task executes. `GET tasks/:id/hooks/:hook?attempt=n` gives its files, as a tar.gz. */
export interface RegistryHook {
  readonly id: string;
  readonly name: string;
  /** Those of the task's phase, at least one. */
  readonly events: readonly HookName[];
  /** The program that executes the script, with its arguments where it has some, separated by spaces. */
  readonly interpreter: string;
  /** Path of the script in the repository. */
  readonly script: string;
  readonly repository: string;
  readonly branch: string | null;
  /** The whole id of the commit. */
  readonly commit: string | null;
  /** Why the repository cannot be read now, so that this commit may not be the newest; null where it can. */
  readonly stale: string | null;
}
