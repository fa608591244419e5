import type { Value } from "./value.js";

/** Steps from a resource's root to a value inside it: attribute names, list indexes, map keys, set elements. */
export type Path = readonly PathStep[];
/** One step of a path into a value: to an attribute, to an element of a list or map, to an element of a set. */
export type PathStep =
  | { readonly attribute: string }
  | { readonly index: number | string }
  | { readonly element: Value };
