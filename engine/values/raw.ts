/** The content of a value, without its type and its marks. `V` is the value itself. */
import { type Num, numbersEqual } from "./number.js";
import { refinementsEqual, Unknown } from "./refinement.js";

/** Lists, tuples and sets: elements; maps and objects: elements by name; null and unknown values: that they are so. */
export type Raw<V> = string | Num | boolean | null | Unknown | readonly V[] | ReadonlyMap<string, V>;

/** Whether two contents are equal. Unknown values are equal if their refinements are. */
export function sameRaw<V extends { equals(other: V): boolean }>(a: Raw<V>, b: Raw<V>): boolean {
  if (a instanceof Unknown || b instanceof Unknown) {
    return a instanceof Unknown && b instanceof Unknown && refinementsEqual(a.refinement, b.refinement);
  }
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object") return false;
  if (Array.isArray(a)) {
    const items = b as readonly V[];
    return a.length === items.length && a.every((v, i) => v.equals(items[i]!));
  }
  if (a instanceof Map) {
    const items = b as ReadonlyMap<string, V>;
    if (a.size !== items.size) return false;
    for (const [name, v] of a as ReadonlyMap<string, V>) {
      const w = items.get(name);
      if (!w || !v.equals(w)) return false;
    }
    return true;
  }
  return numbersEqual(a as Num, b as Num);
}

/** The container with each element replaced. */
export function mapRaw<V>(raw: Raw<V>, change: (v: V) => V): Raw<V> {
  if (Array.isArray(raw)) return (raw as readonly V[]).map(change);
  if (raw instanceof Map) {
    const changed = new Map<string, V>();
    for (const [name, v] of raw as ReadonlyMap<string, V>) changed.set(name, change(v));
    return changed;
  }
  return raw;
}

/** Whether two values are marked alike. */
export function sameMarks(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  if (a.size !== b.size) return false;
  for (const mark of a) if (!b.has(mark)) return false;
  return true;
}

export function isIterable<T>(values: Iterable<T> | object): values is Iterable<T> {
  return Symbol.iterator in values;
}
