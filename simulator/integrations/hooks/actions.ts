import { resyncOf } from "../../vcs/branches/resync.js";
import { sourceOfHook } from "./source.js";

/** The actions of hooks. */
export const HOOK_ACTIONS = {
  resync: resyncOf({ type: "hooks", permission: "hooks:update", noun: "Hook", sourceOf: sourceOfHook }),
} as const;
