import { type CollectionType, type ObjectType, type TupleType, type Type, typesEqual } from "./types.js";
import { unify } from "./unify.js";

/**
 * Whether a conversion between two types exists. A safe one cannot fail; an unsafe one may, by the value: a string
 * that is no number, a map that lacks an attribute.
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
