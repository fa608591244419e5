import { HOOKS_OF, type RegistryHook } from "../../../agent/protocol/protocol.js";
import { treeKey } from "../../core/blob-keys.js";
import type { Task, UsedHook } from "../../core/entities.js";
import type { Reader, Tx } from "../../core/schema.js";
import { hooksOfPhase, hooksRefusal } from "./hook-rules.js";
import { hooksOf } from "./linked.js";

/**
 * Chooses the hooks that a task executes and stores them with it, at their current commits. Returns the reason if the task
 * must not be executed.
 */
export function selectHooks(
  tx: Tx,
  { id, phase, workspace }: Task,
): { readonly hooks: readonly RegistryHook[] } | { readonly refusal: string } {
  const { environment } = tx.get("workspaces", workspace)!;
  const linked = hooksOf(tx, environment);
  if (linked.length === 0) return { hooks: [] };
  const refusal = hooksRefusal(linked, tx.get("environments", environment)!.name);
  if (refusal !== null) return { refusal };
  const used = hooksOfPhase(linked, HOOKS_OF[phase]).map(({ hook, events, error, ...named }): UsedHook => {
    const revision = tx.get("vcs-revisions", hook.vcsRevision)!;
    return {
      id: named.id,
      name: named.name,
      repository: named.repository,
      events,
      interpreter: hook.interpreter,
      script: hook.scriptfilePath,
      branch: revision.branch,
      commit: revision.commitSha,
      revision: revision.id,
      stale: error,
    };
  });
  if (used.length === 0) return { hooks: [] };
  tx.update("tasks", id, { hooks: used });
  return { hooks: used.map(({ revision: _kept, ...handed }) => handed) };
}

/** Where the files of one of a task's hooks are; null if the task does not have that hook. */
export function hookTree(reader: Reader, { id }: Pick<Task, "id">, hook: string): string | null {
  const used = reader.get("tasks", id)?.hooks?.find((each) => each.id === hook);
  return used === undefined ? null : treeKey(used.revision);
}
