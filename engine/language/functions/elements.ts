/** What functions of collections share. */

import { equality } from "../../values/equality.js";
import { DYNAMIC, isCollection, type Type, type Value } from "../../values/index.js";

/** Whether an element is equal; undefined where none is, but one may turn out to be. */
export function holds(values: readonly Value[], wanted: Value): boolean | undefined {
  let open = false;
  for (const v of values) {
    const equal = equality(v, wanted);
    if (equal) return true;
    if (equal === undefined) open = true;
  }
  return open ? undefined : false;
}

/** The type of what is in a collection. */
export function elementType(type: Type): Type {
  return isCollection(type) ? type.element : DYNAMIC;
}
