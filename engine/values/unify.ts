import {
  type CollectionType,
  DYNAMIC,
  isPrimitive,
  listOf,
  mapOf,
  type ObjectType,
  objectOf,
  type TupleType,
  type Type,
  tupleOf,
  typesEqual,
} from "./types.js";

/**
 * Whether a conversion between two types exists. A safe one cannot fail; an unsafe one may, by the value: a string
 * that is not a number, a map that lacks an attribute.
 */
export function convertible(from: Type, to: Type, unsafe: boolean): boolean {
  if (to.kind === "dynamic" || typesEqual(from, to)) return true;
  if (from.kind === "dynamic") return unsafe;
  switch (to.kind) {
    case "string":
      return from.kind === "number" || from.kind === "bool";
    case "number":
    case "bool":
      return unsafe && from.kind === "string";
    case "list":
    case "set":
      if (from.kind === "tuple") return structureConvertible(from.elements, to, unsafe);
      if (from.kind === "list" || from.kind === "set") {
        // From a list to a set loses the order and duplicates.
        if (from.kind === "list" && to.kind === "set" && !unsafe) return false;
        return convertible(from.element, to.element, unsafe);
      }
      return false;
    case "map":
      if (from.kind === "object") return structureConvertible(Object.values(from.attributes), to, unsafe);
      return from.kind === "map" && convertible(from.element, to.element, unsafe);
    case "tuple":
      return from.kind === "tuple" && tuplesConvertible(from, to, unsafe);
    case "object":
      return (
        (from.kind === "object" && objectsConvertible(from, to, unsafe)) ||
        (from.kind === "map" && unsafe && mapConvertible(from, to))
      );
  }
}

/** The element type that a tuple's or object's parts are converted to; null when they have nothing in common. */
export function commonElement(parts: readonly Type[], to: CollectionType, unsafe: boolean): Type | null {
  if (to.element.kind !== "dynamic") return to.element;
  const common = unify(parts, unsafe);
  if (common?.kind === "dynamic" && to.kind !== "map" && parts.some((t) => t.kind !== "dynamic")) return null;
  return common;
}

function structureConvertible(parts: readonly Type[], to: CollectionType, unsafe: boolean): boolean {
  if (parts.length === 0) return true;
  const element = commonElement(parts, to, unsafe);
  return element !== null && parts.every((t) => convertible(t, element, unsafe));
}

function tuplesConvertible(from: TupleType, to: TupleType, unsafe: boolean): boolean {
  return (
    from.elements.length === to.elements.length &&
    from.elements.every((t, i) => convertible(t, to.elements[i]!, unsafe))
  );
}

function objectsConvertible(from: ObjectType, to: ObjectType, unsafe: boolean): boolean {
  return Object.entries(to.attributes).every(([name, type]) => {
    const given = from.attributes[name];
    return given ? convertible(given, type, unsafe) : (to.optional?.has(name) ?? false);
  });
}

function mapConvertible(from: CollectionType, to: ObjectType): boolean {
  return Object.entries(to.attributes).every(
    ([name, type]) => to.optional?.has(name) || convertible(from.element, type, true),
  );
}

/**
 * The most general of the types, or a new one that all of them convert to; null when there is none, and for no types at
 * all. Unsafe: conversions that may fail by the value are accepted too.
 */
export function unify(types: readonly Type[], unsafe = true): Type | null {
  const first = types[0];
  if (!first) return null;
  if (types.every((t) => typesEqual(t, first)) && first.kind !== "dynamic") return first;
  const structural = unifyKinds(types, unsafe);
  if (structural !== undefined) return structural;
  for (const wanted of byGenerality(types)) {
    if (types.every((t) => typesEqual(t, wanted) || convertible(t, wanted, unsafe))) return wanted;
  }
  return null;
}

/** Undefined: the kinds do not decide it. */
function unifyKinds(types: readonly Type[], unsafe: boolean): Type | null | undefined {
  const count = { list: 0, set: 0, map: 0, tuple: 0, object: 0, dynamic: 0, string: 0, number: 0, bool: 0 };
  for (const t of types) count[t.kind]++;
  const only = (...kinds: (keyof typeof count)[]) =>
    count[kinds[0]!] > 0 && kinds.reduce((n, k) => n + count[k], count.dynamic) === types.length;
  // What the dynamic ones will turn out to be decides the result.
  const dynamic = count.dynamic > 0;
  for (const kind of ["map", "list", "set"] as const) {
    if (only(kind)) return dynamic ? DYNAMIC : unifyCollections(kind, types as CollectionType[], unsafe);
    if (kind === "map" && only("map", "object")) {
      const maps = unifyAs("object", "map", types, unsafe);
      if (maps) return maps;
    } else if (kind === "list" && only("list", "tuple")) {
      const lists = unifyAs("tuple", "list", types, unsafe);
      if (lists) return lists;
    }
  }
  if (only("object")) return dynamic ? DYNAMIC : unifyObjects(types as ObjectType[], unsafe);
  if (only("tuple")) return dynamic ? DYNAMIC : unifyTuples(types as TupleType[], unsafe);
  if (count.object > 0 && count.tuple > 0) return null;
  return undefined;
}

function unifyCollections(
  kind: CollectionType["kind"],
  types: readonly CollectionType[],
  unsafe: boolean,
): Type | null {
  const element = unify(
    types.map((t) => t.element),
    unsafe,
  );
  return element && { kind, element };
}

/** Takes the tuples for lists (or objects for maps) where they have a common element type. */
function unifyAs(
  from: "tuple" | "object",
  to: "list" | "map",
  types: readonly Type[],
  unsafe: boolean,
): Type | null {
  const structures = types.filter((t) => t.kind === from) as (TupleType | ObjectType)[];
  const common = collectionOf(structures, unsafe);
  if (!common) return null;
  const result = unify(
    types.map((t) => (t.kind === from ? common : t)),
    unsafe,
  );
  // In two steps it may go where it does not in one: a number to a text, and a text to a bool.
  // With a part that is open the values decide, when they are converted.
  const open = common.kind === "map" && common.element.kind === "dynamic";
  return result?.kind === to && (open || types.every((t) => convertible(t, result, unsafe))) ? result : null;
}

function collectionOf(types: readonly (TupleType | ObjectType)[], unsafe: boolean): Type | null {
  const parts = types.flatMap((t) => (t.kind === "tuple" ? t.elements : Object.values(t.attributes)));
  const element = unify(parts, unsafe);
  if (!element) return null;
  const result = types[0]!.kind === "tuple" ? listOf(element) : mapOf(element);
  return types.every((t) => convertible(t, result, unsafe)) ? result : null;
}

function unifyObjects(types: readonly ObjectType[], unsafe: boolean): Type | null {
  const names = Object.keys(types[0]!.attributes);
  const same = types.every(
    (t) => Object.keys(t.attributes).length === names.length && names.every((name) => t.attributes[name]),
  );
  if (!same) return collectionOf(types, unsafe);
  const attributes: Record<string, Type> = Object.create(null);
  for (const name of names) {
    const common = unify(
      types.map((t) => t.attributes[name]!),
      unsafe,
    );
    if (!common) return null;
    attributes[name] = common;
  }
  return objectOf(attributes);
}

function unifyTuples(types: readonly TupleType[], unsafe: boolean): Type | null {
  const length = types[0]!.elements.length;
  if (types.some((t) => t.elements.length !== length)) return collectionOf(types, unsafe);
  const elements: Type[] = [];
  for (let i = 0; i < length; i++) {
    const common = unify(
      types.map((t) => t.elements[i]!),
      unsafe,
    );
    if (!common) return null;
    elements.push(common);
  }
  return tupleOf(elements);
}

/** The types with more general ones before less general ones, else in their order. */
function byGenerality(types: readonly Type[]): Type[] {
  const above: number[][] = types.map(() => []);
  const incoming = types.map(() => 0);
  for (let i = 0; i < types.length; i++) {
    for (let j = i + 1; j < types.length; j++) {
      const order = generality(types[i]!, types[j]!);
      if (order < 0) {
        above[i]!.push(j);
        incoming[j]!++;
      } else if (order > 0) {
        above[j]!.push(i);
        incoming[i]!++;
      }
    }
  }
  const queue = types.map((_, i) => i).filter((i) => incoming[i] === 0);
  for (let at = 0; at < queue.length; at++) {
    for (const j of above[queue[at]!]!) if (--incoming[j]! === 0) queue.push(j);
  }
  return queue.map((i) => types[i]!);
}

/** Which kinds one is preferred to, as far as a conversion exists. */
const MORE_GENERAL: Readonly<Record<string, readonly Type["kind"][]>> = {
  list: ["tuple", "set"],
  tuple: ["set"],
  map: ["object"],
};

/** Below zero: `a` is the more general. Zero: neither. */
function generality(a: Type, b: Type): number {
  if (a.kind === "dynamic" || b.kind === "dynamic")
    return a.kind === b.kind ? 0 : a.kind !== "dynamic" ? -1 : 1;
  if (isPrimitive(a) && isPrimitive(b))
    return a.kind === b.kind ? 0 : a.kind === "string" ? -1 : b.kind === "string" ? 1 : 0;
  if (a.kind !== b.kind) {
    if (MORE_GENERAL[a.kind]?.includes(b.kind)) return -1;
    return MORE_GENERAL[b.kind]?.includes(a.kind) ? 1 : 0;
  }
  switch (a.kind) {
    case "list":
    case "set":
    case "map":
      return generality(a.element, (b as CollectionType).element);
    case "tuple": {
      const other = (b as TupleType).elements;
      if (a.elements.length !== other.length) return 0;
      return combined(a.elements.map((t, i) => generality(t, other[i]!)));
    }
    case "object": {
      const other = (b as ObjectType).attributes;
      const names = Object.keys(a.attributes);
      if (names.length !== Object.keys(other).length || names.some((name) => !other[name])) return 0;
      return combined(names.map((name) => generality(a.attributes[name]!, other[name]!)));
    }
    default:
      return 0;
  }
}

function combined(orders: readonly number[]): number {
  const less = orders.some((o) => o < 0);
  const more = orders.some((o) => o > 0);
  return less === more ? 0 : less ? -1 : 1;
}
