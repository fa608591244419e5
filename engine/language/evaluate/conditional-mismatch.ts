import { isCollection, type Type, typeName, typesEqual } from "../../values/index.js";

/** How the types of a conditional's two results differ, for two that have no common type. */
export function conditionalMismatch(a: Type, b: Type): string {
  if (a.kind === "object" && b.kind === "object") {
    const inB = b.attributes;
    for (const name of Object.keys(a.attributes).sort()) {
      const other = inB[name];
      if (!other) return absent("true", name, "false");
      const own = a.attributes[name]!;
      if (!typesEqual(own, other)) {
        return `Type mismatch for object attribute ${JSON.stringify(name)}: ${conditionalMismatch(own, other)}`;
      }
    }
    for (const name of Object.keys(inB).sort()) if (!a.attributes[name]) return absent("false", name, "true");
  } else if (a.kind === "tuple" && b.kind === "tuple") {
    if (a.elements.length !== b.elements.length) {
      return `The 'true' tuple has length ${a.elements.length}, but the 'false' tuple has length ${b.elements.length}`;
    }
    const i = a.elements.findIndex((type, at) => !typesEqual(type, b.elements[at]!));
    if (i >= 0) {
      return `Type mismatch for tuple element ${i}: ${conditionalMismatch(a.elements[i]!, b.elements[i]!)}`;
    }
  } else if (isCollection(a) && isCollection(b) && a.kind === b.kind && a.element.kind === b.element.kind) {
    if (a.element.kind === "object" || a.element.kind === "tuple") {
      return `Mismatched ${a.kind} element types: ${conditionalMismatch(a.element, b.element)}`;
    }
  }
  if (typeName(a) === typeName(b)) {
    return "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value";
  }
  return `The 'true' value is ${typeName(a)}, but the 'false' value is ${typeName(b)}`;
}

function absent(has: string, name: string, lacks: string): string {
  return `The '${has}' value includes object attribute ${JSON.stringify(name)}, which is absent in the '${lacks}' value`;
}
