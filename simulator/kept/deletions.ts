import { conflict } from "../core/errors.js";
import { camelCase, storedLinks, typeOfModel } from "../core/kept-types/fields.js";
import type { DataSpec } from "../core/kept-types/spec.js";
import type { DataObject, DataType } from "../core/kept-types/types.js";
import { namingAll } from "../core/refusals.js";
import type { Operation } from "../core/resource.js";

type OnDeleted = (op: Operation, deleted: { readonly id: string; readonly name?: string }) => void;

/** What the deletion of a link's target does: refuse it, take the object along, or unlink it. */
function onTargetDeleted(
  type: DataType,
  link: string,
  kind: "to-one" | "to-many",
  spec: DataSpec,
): OnDeleted {
  const field = camelCase(link);
  const linked = (op: Operation, id: string) => [...op.tx.find(type, field, id)] as DataObject[];
  if (spec.holds?.includes(link)) {
    const what = type.replaceAll("-", " ");
    return (op, { id, name }) => {
      const users = linked(op, id).map((user) => ({ id: user.id, name: user.name ?? user.id }));
      if (users.length === 0) return;
      throw conflict(
        `${name === undefined ? id : `'${name}' (${id})`} is in use and can't be deleted. It is linked to ${what} ` +
          `${namingAll(users)}. Unlink it first.`,
      );
    };
  }
  if (spec.belongsTo?.includes(link)) {
    return (op, { id }) => {
      for (const object of linked(op, id)) if (op.tx.get(type, object.id)) op.remove(type, object as never);
    };
  }
  return (op, { id }) => {
    for (const object of linked(op, id)) {
      const without = kind === "to-one" ? null : object[field].filter((other: string) => other !== id);
      op.tx.update(type, object.id, { [field]: without } as never);
    }
  };
}

/** What the deletion of other types' objects does to a data type's. */
export function deletionsOf(type: string, spec: DataSpec): Readonly<Record<string, OnDeleted>> {
  const byTarget = new Map<string, OnDeleted[]>();
  for (const [name, { kind, target }] of storedLinks(type)) {
    const targetType = typeOfModel(target);
    if (name === "account" || targetType === "users") continue;
    const effect = onTargetDeleted(type as DataType, name, kind, spec);
    byTarget.set(targetType, [...(byTarget.get(targetType) ?? []), effect]);
  }
  return Object.fromEntries(
    [...byTarget].map(([target, effects]) => [
      target,
      (op: Operation, deleted: { readonly id: string }) => {
        for (const effect of effects) effect(op, deleted);
      },
    ]),
  );
}
