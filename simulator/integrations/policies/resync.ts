import { conflict } from "../../core/errors.js";
import type { DataObject } from "../../core/kept-types/types.js";
import { naming } from "../../core/refusals.js";
import type { Action } from "../../core/resource.js";
import { isPooled } from "../../vcs/task-life.js";
import { fetchPolicies } from "./following.js";
import { groupState } from "./group-state.js";

/** `GET /policy-groups/{id}/actions/resync`: fetches the newest commit of the group's branch. */
const resync: Action<DataObject<"policy-groups">> = {
  permission: "policy-groups:update",
  method: "GET",
  run({ tx, now }, group) {
    const provider = tx.get("vcs-providers", group.vcsProvider);
    if (!isPooled(provider))
      throw conflict(
        `Policy group ${naming(group as never)} cannot be resynced. ${groupState(tx, group).error}`,
      );
    fetchPolicies(tx, provider, group, now, null);
    return tx.get("policy-groups", group.id)!;
  },
};

/** The actions of policy groups. */
export const POLICY_GROUP_ACTIONS = { resync } as const;
