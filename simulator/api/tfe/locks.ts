import { ApiError, conflict } from "../../core/errors.js";
import { isObject } from "../../core/values.js";
import { lockText, stateRefusal } from "../../workspaces/state-holders.js";
import { one } from "./document.js";
import { type Call, change, changes, type Routes, workspaceOf } from "./route.js";
import { workspaceObject } from "./workspace-object.js";

const LONGEST_REASON = 1_000;

/** The reason of a lock. Clients send who they are ("Locked by OpenTofu"). */
function reasonOf(body: unknown): string | null {
  const reason = isObject(body) ? (body.reason ?? null) : null;
  return typeof reason === "string" ? reason.slice(0, LONGEST_REASON) : null;
}

/**
 * `actions/lock`. A lock that is held is answered with 423 and not 409: for a 409, clients show a text of their own that does not
 * name the holder.
 */
function lock(call: Call) {
  const locked = change(call, ({ tx, reader, caller }) => {
    const workspace = workspaceOf(call, "workspaces:lock");
    const refusal = workspace.locked
      ? `Workspace '${workspace.name}' (${workspace.id}) ${lockText(reader, workspace)}.`
      : stateRefusal(reader, workspace, caller.user);
    if (refusal !== null) {
      const environment = reader.get("environments", workspace.environment)!;
      const remedy = workspace.locked
        ? ` Lock ID: "${environment.name}/${workspace.name}", for force-unlock.`
        : " Wait for it, or cancel it.";
      throw new ApiError(423, [{ title: "Workspace locked", detail: `${refusal}${remedy}` }]);
    }
    return tx.update("workspaces", workspace.id, {
      locked: true,
      lockReason: reasonOf(call.body),
      lockedBy: caller.user,
    });
  });
  return one(workspaceObject(locked, call));
}

/** `actions/unlock` releases the caller's own lock, `actions/force-unlock` anybody's. */
const unlock = (isForced: boolean) => (call: Call) => {
  const unlocked = change(call, ({ tx, reader, caller }) => {
    const workspace = workspaceOf(call, "workspaces:lock");
    const text = `Workspace '${workspace.name}' (${workspace.id})`;
    if (!workspace.locked) throw conflict(`${text} is not locked.`);
    if (!isForced && workspace.lockedBy !== caller.user)
      throw conflict(`${text} ${lockText(reader, workspace)}. Use force-unlock to remove that lock.`);
    return tx.update("workspaces", workspace.id, { locked: false, lockReason: null, lockedBy: null });
  });
  return one(workspaceObject(unlocked, call));
};

/** The locks of workspaces, which are those of the scalr.io API. */
export const lockRoutes: Routes = {
  "workspaces/*/actions/lock": { POST: changes("workspaces:lock", lock, "optional") },
  "workspaces/*/actions/unlock": { POST: changes("workspaces:lock", unlock(false), "optional") },
  "workspaces/*/actions/force-unlock": { POST: changes("workspaces:lock", unlock(true), "optional") },
};
