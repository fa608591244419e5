import type { Entities } from "../core/entities.js";
import { badRequest, conflict } from "../core/errors.js";
import type { Action } from "../core/resource.js";
import { isObject } from "../core/values.js";

const LONGEST_REASON = 1_000;

/** The reason in the body of a lock request: `{"reason": "..."}`, also within JSON:API's `data.attributes`. */
function reasonOf(body: unknown): string | null {
  if (!isObject(body)) return null;
  const data = isObject(body.data) && isObject(body.data.attributes) ? body.data.attributes : body;
  const reason = data.reason ?? data["lock-reason"] ?? null;
  if (reason === null || (typeof reason === "string" && reason.length <= LONGEST_REASON)) return reason;
  throw badRequest(`The reason must be a string of at most ${LONGEST_REASON} characters.`, "/reason");
}

/** `lock` and `unlock` of environments and workspaces. */
export function lockActions<T extends "environments" | "workspaces">(
  type: T,
  permission: string,
): Record<"lock" | "unlock", Action<Entities[T]>> {
  const model = type === "environments" ? "Environment" : "Workspace";
  return {
    lock: {
      permission,
      members: { reason: "string" },
      run(op, entity, body) {
        if (entity.locked) throw conflict(`${model} '${entity.name}' (${entity.id}) is locked already.`);
        const changes = { locked: true, lockReason: reasonOf(body), lockedBy: op.caller.user };
        return op.tx.update(type, entity.id, changes as never);
      },
    },
    unlock: {
      permission,
      method: "GET",
      run(op, entity) {
        if (!entity.locked) throw conflict(`${model} '${entity.name}' (${entity.id}) is not locked.`);
        return op.tx.update(type, entity.id, { locked: false, lockReason: null, lockedBy: null } as never);
      },
    },
  };
}
