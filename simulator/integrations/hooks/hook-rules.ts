/** Which hooks of the registry a phase of a run executes, and why it cannot. */
import type { UsedHook } from "../../core/entities.js";

/** When a hook runs. */
type HookName = UsedHook["events"][number];

/** A hook that an environment is linked to, as the rules see it. */
export interface LinkedHook {
  readonly id: string;
  readonly name: string;
  /** When it runs, as its link says. */
  readonly events: readonly HookName[];
  readonly repository: string;
  readonly status: "pending" | "active" | "errored";
  /** Why it is errored. For an active hook: why its repository cannot be read now. */
  readonly error: string | null;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Hooks in the order in which they run at the same event: by name. */
export const inOrder = <T extends Pick<LinkedHook, "id" | "name">>(hooks: readonly T[]): readonly T[] =>
  [...hooks].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));

/** The hooks that a phase executes, each with its events of that phase. `events`: those of the phase, in their order. */
export const hooksOfPhase = <T extends LinkedHook>(
  hooks: readonly T[],
  events: readonly HookName[],
): readonly T[] =>
  inOrder(hooks)
    .map((hook) => ({ ...hook, events: events.filter((event) => hook.events.includes(event)) }))
    .filter(({ events: left }) => left.length > 0);

/**
 * Why a run must not be executed, or null. A hook may exist to stop runs, so no hook is skipped silently: one that cannot be
 * executed ends the run.
 */
export function hooksRefusal(hooks: readonly LinkedHook[], environment: string): string | null {
  const broken = inOrder(hooks).find(({ status, events }) => status !== "active" && events.length > 0);
  if (broken === undefined) return null;
  const { id, name, repository, status, error } = broken;
  const hook = `Hook '${name}' (${id}) of environment '${environment}'`;
  return status === "pending"
    ? `${hook} cannot be executed: no commit of '${repository}' has been fetched yet. Queue the run again when the hook is active.`
    : `${hook} cannot be executed: ${error} Fix that, resync the hook or push to its branch, and queue the run again.`;
}

/** A hook that an environment's runs execute, for people. */
export interface ExplainedHook {
  readonly hook: { readonly id: string; readonly name: string };
  /** In the order in which they come. */
  readonly events: readonly HookName[];
  readonly interpreter: string;
  readonly script: string;
  readonly repository: string;
  readonly branch: string | null;
  /** The commit that the next run gets; null until one is fetched. */
  readonly commit: string | null;
  readonly status: "pending" | "active" | "errored";
  /** Why it is errored. For an active hook: why its commit may not be the newest. */
  readonly error: string | null;
}

/** The hooks of an environment in the order in which they run at the same event. `error`: why its runs end errored. */
export interface ExplainedHooks {
  readonly hooks: readonly ExplainedHook[];
  readonly error?: string;
}
