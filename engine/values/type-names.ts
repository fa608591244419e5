import type { Type } from "./types.js";

/** A type's name in messages, such as `list of string`. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `${type.kind} of ${typeName(type.element)}`;
    default:
      return type.kind;
  }
}

/** As `typeName`, for a type that a value is asked to have: a dynamic type is "any type" or "any single type". */
export function constraintName(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `${type.kind} of ${type.element.kind === "dynamic" ? "any single type" : constraintName(type.element)}`;
    case "dynamic":
      return "any type";
    default:
      return type.kind;
  }
}

/** The type as it is written in a `variable` block's `type` argument. */
export function typeExpression(type: Type): string {
  switch (type.kind) {
    case "dynamic":
      return "any";
    case "list":
    case "set":
    case "map":
      return `${type.kind}(${typeExpression(type.element)})`;
    case "tuple":
      return `tuple([${type.elements.map(typeExpression).join(", ")}])`;
    case "object": {
      const parts = Object.keys(type.attributes)
        .sort()
        .map((name) => {
          const inner = typeExpression(type.attributes[name]!);
          return `${name}=${type.optional?.has(name) ? `optional(${inner})` : inner}`;
        });
      return `object({${parts.join(",")}})`;
    }
    default:
      return type.kind;
  }
}
