import type { BranchFollower } from "../../core/entities.js";
import { conflict } from "../../core/errors.js";
import type { DataObject } from "../../core/kept-types/types.js";
import { naming } from "../../core/refusals.js";
import type { Action } from "../../core/resource.js";
import { isPooled } from "../task-life.js";
import type { BranchSource } from "./following.js";

interface Resynced {
  readonly type: BranchFollower["type"];
  readonly permission: string;
  /** What errors call an object of the type, at the beginning of a sentence. */
  readonly noun: string;
  readonly sourceOf: (object: DataObject) => BranchSource | null;
}

/**
 * `GET /{type}/{id}/actions/resync`: reads the branch now, and fetches its commit again. The current commit is used until then.
 * Answers 409 if there is no repository that an agent can read.
 */
export const resyncOf = ({ type, permission, noun, sourceOf }: Resynced): Action<DataObject> => ({
  permission,
  method: "GET",
  run(op, object) {
    const provider = object.vcsProvider ? op.tx.get("vcs-providers", object.vcsProvider) : undefined;
    if (provider === undefined || sourceOf(object) === null)
      throw conflict(`${noun} ${naming(object as never)} has no VCS repository to resync from.`);
    if (!isPooled(provider))
      throw conflict(
        `${noun} ${naming(object as never)} cannot be resynced: VCS provider ${naming(provider)} has no agent pool, and the sandbox ` +
          "does not contact Git servers itself. Link a VCS pool to it.",
      );
    return op.tx.update(type, object.id, { lookedAt: null, askedFor: null, errorMessage: null } as never);
  },
});
