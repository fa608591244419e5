import { compareStrings, normalizeString } from "./strings.js";

/**
 * Types as OpenTofu's type system has them. Types are plain data and never change; compare them with `typesEqual`.
 */
export type PrimitiveType =
  | { readonly kind: "string" }
  | { readonly kind: "number" }
  | { readonly kind: "bool" };
/** Stands for a type that is not known yet ("any"). */
export type DynamicType = { readonly kind: "dynamic" };
/** Any number of elements of one type. */
export type CollectionType = { readonly kind: "list" | "set" | "map"; readonly element: Type };
/** A fixed number of elements, each with a type of its own. */
export type TupleType = { readonly kind: "tuple"; readonly elements: readonly Type[] };
/** Attributes by name, each with a type of its own. */
export type ObjectType = {
  readonly kind: "object";
  readonly attributes: Readonly<Record<string, Type>>;
  /** Attributes that a conversion to this type may lack. Only in type constraints; no value has such a type. */
  readonly optional?: ReadonlySet<string>;
};
/** A type of the language. */
export type Type = PrimitiveType | DynamicType | CollectionType | TupleType | ObjectType;

export const STRING = { kind: "string" } as const satisfies Type;
export const NUMBER = { kind: "number" } as const satisfies Type;
export const BOOL = { kind: "bool" } as const satisfies Type;
export const DYNAMIC = { kind: "dynamic" } as const satisfies Type;
export const EMPTY_OBJECT: ObjectType = { kind: "object", attributes: Object.create(null) };
export const EMPTY_TUPLE: TupleType = { kind: "tuple", elements: [] };

/** `list(element)`. */
export function listOf(element: Type): CollectionType {
  return { kind: "list", element };
}

/** `set(element)`. */
export function setOf(element: Type): CollectionType {
  return { kind: "set", element };
}

/** `map(element)`. */
export function mapOf(element: Type): CollectionType {
  return { kind: "map", element };
}

/** `tuple([...])`. */
export function tupleOf(elements: readonly Type[]): TupleType {
  return { kind: "tuple", elements };
}

/** `object({...})`, in which the attributes in `optional` may be left out. */
export function objectOf(
  attributes: Readonly<Record<string, Type>>,
  optional?: Iterable<string>,
): ObjectType {
  // No prototype: an attribute may be called "constructor" or "__proto__".
  const own: Record<string, Type> = Object.create(null);
  for (const name of Object.keys(attributes)) own[name] = attributes[name]!;
  const names = optional && new Set(optional);
  return names && names.size > 0
    ? { kind: "object", attributes: own, optional: names }
    : { kind: "object", attributes: own };
}

/** The attributes of an object type as values are made of them. */
export interface Layout {
  /** In the type's order. */
  readonly names: readonly string[];
  readonly types: readonly Type[];
  /** Indexes into both, in the order of the names in values. */
  readonly sorted: readonly number[];
  /** Whether the names are as values have them. */
  readonly isNormal: boolean;
}

const layouts = new WeakMap<ObjectType, Layout>();

/** The attributes of a type, computed once for each type: a provider has few types and a configuration has many objects. */
export function layoutOf(type: ObjectType): Layout {
  let layout = layouts.get(type);
  if (!layout) {
    const names = Object.keys(type.attributes);
    const sorted = names.map((_, at) => at).sort((a, b) => compareStrings(names[a]!, names[b]!));
    const isNormal = names.every((name) => normalizeString(name) === name);
    layout = { names, types: names.map((name) => type.attributes[name]!), sorted, isNormal };
    layouts.set(type, layout);
  }
  return layout;
}

/** Whether it is `string`, `number` or `bool`. */
export function isPrimitive(type: Type): type is PrimitiveType {
  return type.kind === "string" || type.kind === "number" || type.kind === "bool";
}

/** Whether it is a list, a set or a map, all elements of which have one type. */
export function isCollection(type: Type): type is CollectionType {
  return type.kind === "list" || type.kind === "set" || type.kind === "map";
}

/** Whether two types are the same, down to their parts. */
export function typesEqual(a: Type, b: Type): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case "list":
    case "set":
    case "map":
      return typesEqual(a.element, (b as CollectionType).element);
    case "tuple": {
      const other = (b as TupleType).elements;
      return a.elements.length === other.length && a.elements.every((t, i) => typesEqual(t, other[i]!));
    }
    case "object":
      return objectTypesEqual(a, b as ObjectType);
    default:
      return true;
  }
}

function objectTypesEqual(a: ObjectType, b: ObjectType): boolean {
  const names = Object.keys(a.attributes);
  if (names.length !== Object.keys(b.attributes).length) return false;
  if ((a.optional?.size ?? 0) !== (b.optional?.size ?? 0)) return false;
  for (const name of names) {
    const other = b.attributes[name];
    if (!other || !typesEqual(a.attributes[name]!, other)) return false;
    if (a.optional?.has(name) && !b.optional?.has(name)) return false;
  }
  return true;
}

const plainTypes = new WeakMap<Type, Type>();

/** The type without its marks for optional attributes, at any depth; the same object when there are none. */
export function withoutOptional(type: Type): Type {
  if (type.kind === "dynamic" || isPrimitive(type)) return type;
  let plain = plainTypes.get(type);
  if (!plain) {
    plain = makePlain(type);
    plainTypes.set(type, plain);
  }
  return plain;
}

function makePlain(type: Type): Type {
  switch (type.kind) {
    case "list":
    case "set":
    case "map": {
      const element = withoutOptional(type.element);
      return element === type.element ? type : { kind: type.kind, element };
    }
    case "tuple": {
      const elements = type.elements.map(withoutOptional);
      return elements.every((t, i) => t === type.elements[i]) ? type : tupleOf(elements);
    }
    case "object": {
      let changed = type.optional !== undefined;
      const attributes: Record<string, Type> = Object.create(null);
      for (const [name, t] of Object.entries(type.attributes)) {
        attributes[name] = withoutOptional(t);
        changed ||= attributes[name] !== t;
      }
      return changed ? { kind: "object", attributes } : type;
    }
    default:
      return type;
  }
}

/** Whether `any` is the type or a part of it. */
export function hasDynamic(type: Type): boolean {
  switch (type.kind) {
    case "dynamic":
      return true;
    case "list":
    case "set":
    case "map":
      return hasDynamic(type.element);
    case "tuple":
      return type.elements.some(hasDynamic);
    case "object":
      return Object.values(type.attributes).some(hasDynamic);
    default:
      return false;
  }
}

/** Whether a value of type `given` is already a value of type `wanted`, where dynamic parts of `wanted` accept anything. */
export function conforms(given: Type, wanted: Type): boolean {
  if (wanted.kind === "dynamic" || given === wanted) return true;
  if (given.kind !== wanted.kind) return false;
  switch (given.kind) {
    case "list":
    case "set":
    case "map":
      return conforms(given.element, (wanted as CollectionType).element);
    case "tuple": {
      const want = (wanted as TupleType).elements;
      return given.elements.length === want.length && given.elements.every((t, i) => conforms(t, want[i]!));
    }
    case "object": {
      const want = (wanted as ObjectType).attributes;
      const names = Object.keys(given.attributes);
      if (names.length !== Object.keys(want).length) return false;
      return names.every((name) => want[name] !== undefined && conforms(given.attributes[name]!, want[name]));
    }
    default:
      return true;
  }
}
