import type { Entities } from "../core/entities.js";
import type { Action, Attribute } from "../core/resource.js";

interface Favored {
  readonly id: string;
  readonly favoredBy: readonly string[];
}

/** `favorite`: whether it is one of the caller's favorites. */
export const FAVORITE: Attribute<Favored> = {
  type: "boolean",
  read: ({ favoredBy }, { caller }) => caller.user !== null && favoredBy.includes(caller.user),
};

/** `favorite` and `unfavorite` of environments and workspaces. Every caller who may read one may mark it, for themselves only. */
export function favoriteActions<T extends "environments" | "workspaces">(
  type: T,
  permission: string,
): Record<"favorite" | "unfavorite", Action<Entities[T]>> {
  const action = (isFavorite: boolean): Action<Entities[T]> => ({
    permission,
    method: "GET",
    run(op, { id, favoredBy }) {
      const { user } = op.caller;
      if (user === null) return undefined;
      const others = favoredBy.filter((other) => other !== user);
      op.tx.update(type, id, { favoredBy: isFavorite ? [...others, user] : others } as never);
      return undefined;
    },
  });
  return { favorite: action(true), unfavorite: action(false) };
}
