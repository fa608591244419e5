import { conflict } from "../../core/errors.js";
import type { DataObject } from "../../core/kept-types/types.js";
import { naming } from "../../core/refusals.js";
import type { Action } from "../../core/resource.js";
import { isPooled } from "../../vcs/task-life.js";
import { sourceOfHook } from "./source.js";

/** `GET /hooks/{id}/actions/resync`: reads the branch and fetches its commit again. Until then, runs use the commit that is there. */
const resync: Action<DataObject<"hooks">> = {
  permission: "hooks:update",
  method: "GET",
  run(op, hook) {
    const provider = hook.vcsProvider ? op.tx.get("vcs-providers", hook.vcsProvider) : undefined;
    if (provider === undefined || sourceOfHook(hook) === null)
      throw conflict(`Hook ${naming(hook)} has no VCS repository to resync from.`);
    if (!isPooled(provider))
      throw conflict(
        `Hook ${naming(hook)} cannot be resynced: VCS provider ${naming(provider)} has no agent pool, and the sandbox ` +
          "does not contact Git servers itself. Link a VCS pool to it.",
      );
    return op.tx.update("hooks", hook.id, { lookedAt: null, askedFor: null, errorMessage: null } as never);
  },
};

/** The actions of hooks. */
export const HOOK_ACTIONS = { resync } as const;
