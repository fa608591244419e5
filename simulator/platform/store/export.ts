import { InvalidEntityError } from "./entities/errors.js";
import type { Model, Store, TypeName } from "./entities/types.js";

/** All entities by type, oldest first. */
export type Export<M extends Model<M>> = { readonly [T in TypeName<M>]?: readonly M[T][] };

/** Everything in the store at this moment, without the blobs. */
export function exportAll<M extends Model<M>>(store: Store<M>): Export<M> {
  return Object.fromEntries(store.types.map((type) => [type, [...store.all(type)]])) as unknown as Export<M>;
}

/**
 * Replaces everything in the store with what was exported, in one transaction.
 * @throws InvalidEntityError, DuplicateIdError, UnknownNameError; the store is then as it was
 */
export function importAll<M extends Model<M>>(store: Store<M>, content: Export<M>): void {
  store.transact((tx) => {
    tx.clear();
    for (const [type, entities] of Object.entries(content) as [string, unknown][]) {
      if (!Array.isArray(entities)) throw new InvalidEntityError(type, "is not a list of objects");
      for (const [i, entity] of entities.entries()) {
        if (entity?.type !== type || typeof entity.id !== "string")
          throw new InvalidEntityError(`${type}[${i}]`, `is not an object of type '${type}' with an id`);
        tx.insert(entity);
      }
    }
  });
}
