import { isPrimitive, type Type } from "../../values/index.js";

/** A type as the console's `type` tells it, over several lines where it has parts. */
export function typeText(type: Type, depth = 0): string {
  const line = `\n${"    ".repeat(depth + 1)}`;
  const end = `\n${"    ".repeat(depth)}`;
  switch (type.kind) {
    case "list":
    case "set":
    case "map": {
      if (isSimple(type.element)) return `${type.kind}(${typeText(type.element, depth)})`;
      return `${type.kind}(${line}${typeText(type.element, depth + 1)},${end})`;
    }
    case "tuple": {
      if (type.elements.length === 0) return "tuple([])";
      const parts = type.elements.map((t) => `${line}${typeText(t, depth + 1)},`);
      return `tuple([${parts.join("")}${end}])`;
    }
    case "object": {
      const names = Object.keys(type.attributes).sort();
      if (names.length === 0) return "object({})";
      const parts = names.map((name) => `${line}${name}: ${typeText(type.attributes[name]!, depth + 1)},`);
      return `object({${parts.join("")}${end}})`;
    }
    default:
      return type.kind;
  }
}

function isSimple(type: Type): boolean {
  if (isPrimitive(type) || type.kind === "dynamic") return true;
  return (type.kind === "list" || type.kind === "set" || type.kind === "map") && isSimple(type.element);
}
