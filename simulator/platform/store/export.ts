import type { Model, Store, TypeName } from "./entities/types.js";

/** All entities by type, oldest first. */
export type Export<M extends Model<M>> = { readonly [T in TypeName<M>]?: readonly M[T][] };

/** Everything in the store at this moment, without the blobs. */
export function exportAll<M extends Model<M>>(store: Store<M>): Export<M> {
  return Object.fromEntries(store.types.map((type) => [type, [...store.all(type)]])) as unknown as Export<M>;
}
