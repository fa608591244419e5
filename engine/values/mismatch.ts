import { constraintName, typeName } from "./type-names.js";
import {
  type CollectionType,
  hasDynamic,
  isCollection,
  isPrimitive,
  type ObjectType,
  type TupleType,
  type Type,
  typesEqual,
} from "./types.js";
import { convertible } from "./unify.js";

/** Why a value of type `got` cannot become one of type `want`, as a reason to put after a colon. */
export function mismatch(got: Type, want: Type): string {
  if (got.kind === "object" && want.kind === "object") return objectMismatch(got, want);
  if (isCollection(want)) {
    const open = want.element.kind === "dynamic";
    if (open && want.kind !== "map" && got.kind === "tuple")
      return `all ${want.kind} elements must have the same type`;
    if (open && want.kind === "map" && got.kind === "object")
      return "all map elements must have the same type";
    if (got.kind === "tuple" || got.kind === "object") return structureMismatch(got, want);
    if (isCollection(got)) return collectionMismatch(got, want);
  }
  return worthNaming(got, want)
    ? `${typeName(want)} required, but have ${typeName(got)}`
    : `${constraintName(want)} required`;
}

function objectMismatch(got: ObjectType, want: ObjectType): string {
  const missing: string[] = [];
  let reason: string | undefined;
  let lesser: string | undefined;
  for (const name of Object.keys(want.attributes).sort()) {
    const wanted = want.attributes[name]!;
    const given = got.attributes[name];
    if (!given) {
      if (!want.optional?.has(name)) missing.push(name);
    } else if (!typesEqual(given, wanted)) {
      const text = () => `attribute ${JSON.stringify(name)}: ${mismatch(given, wanted)}`;
      if (!convertible(given, wanted, true)) reason ??= text();
      else if (!convertible(given, wanted, false)) lesser ??= text();
    }
  }
  if (missing.length === 0) return reason ?? lesser ?? "incorrect object attributes";
  const quoted = missing.map((name) => JSON.stringify(name));
  const last = quoted.pop();
  if (quoted.length === 0) return `attribute ${last} is required`;
  return `attributes ${quoted.join(", ")}${quoted.length > 1 ? "," : ""} and ${last} are required`;
}

function structureMismatch(got: TupleType | ObjectType, want: CollectionType): string {
  if ((want.kind === "map") !== (got.kind === "object")) return `${constraintName(want)} required`;
  const parts: [string, Type][] =
    got.kind === "tuple"
      ? got.elements.map((t, i) => [String(i), t])
      : Object.keys(got.attributes)
          .sort()
          .map((name) => [JSON.stringify(name), got.attributes[name]!]);
  for (const [label, type] of parts) {
    if (!convertible(type, want.element, true)) return `element ${label}: ${mismatch(type, want.element)}`;
  }
  return `all elements must be ${constraintName(want.element)}`;
}

function collectionMismatch(got: CollectionType, want: CollectionType): string {
  if ((want.kind === "map") !== (got.kind === "map")) return `${constraintName(want)} required`;
  return `incorrect ${want.kind} element type: ${mismatch(got.element, want.element)}`;
}

/** Naming both types helps unless readers would take it for a rule that does not exist, such as "no strings". */
function worthNaming(got: Type, want: Type): boolean {
  if (isPrimitive(got) !== isPrimitive(want)) return true;
  if (want.kind === "string") return true;
  if ((want.kind === "bool" && got.kind === "number") || (want.kind === "number" && got.kind === "bool"))
    return true;
  if (isCollection(got) && isCollection(want) && !hasDynamic(got.element) && hasDynamic(want.element))
    return true;
  return got.kind === "tuple" && want.kind === "object";
}
