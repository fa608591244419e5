import type { HookName } from "../../../agent/protocol/protocol.js";
import type { Workspace } from "../../core/entities.js";
import type { DataObject } from "../../core/kept-types/types.js";
import type { Reader } from "../../core/schema.js";
import type { ResolvePool } from "../../core/services.js";
import { hooksRefusal, inOrder, type LinkedHook } from "./hook-rules.js";
import { hookState, sourceOfHook } from "./source.js";

/** A hook of an environment, with the object that it is. */
export interface EnvironmentHook extends LinkedHook {
  readonly hook: DataObject<"hooks">;
}

/** The hooks of an environment, in the order in which they run. A hook that is linked twice runs once at an event. */
export function hooksOf(reader: Reader, environment: string): readonly EnvironmentHook[] {
  const events = new Map<string, Set<HookName>>();
  for (const link of reader.find("hook-environment-links", "environment", environment)) {
    const known = events.get(link.hook) ?? new Set();
    for (const event of (link.events ?? []) as readonly HookName[]) known.add(event);
    events.set(link.hook, known);
  }
  const all = [...events].flatMap(([id, at]): EnvironmentHook[] => {
    const hook = reader.get("hooks", id);
    if (hook === undefined) return [];
    const { status, error } = hookState(reader, hook);
    const repository = sourceOfHook(hook)?.repository ?? "";
    return [{ id, name: hook.name, events: [...at], repository, status, error, hook }];
  });
  return inOrder(all);
}

/** Why a workspace's runs cannot be executed because of hooks of its environment, or null. */
function hooksFault(reader: Reader, { environment }: Pick<Workspace, "environment">): string | null {
  const hooks = hooksOf(reader, environment);
  return hooks.length === 0
    ? null
    : hooksRefusal(hooks, reader.get("environments", environment)?.name ?? environment);
}

/** Where a run executes. If a hook of its environment cannot be executed, the run ends before any agent gets it. */
export const placeWithHooks =
  (placeOf: ResolvePool): ResolvePool =>
  (reader, workspace) => {
    const place = placeOf(reader, workspace);
    if ("error" in place) return place;
    const error = hooksFault(reader, workspace);
    return error === null ? place : { error };
  };
