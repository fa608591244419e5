import { conforms, hasDynamic, typesEqual, type Value } from "./index.js";
import { compareNumbers } from "./number.js";

/** Whether two values without marks are equal; undefined while that is not known. */
export function equality(a: Value, b: Value): boolean | undefined {
  if ((a.isNull && b.isKnown && !b.isNull) || (b.isNull && a.isKnown && !a.isNull)) return false;
  if ((a.isNull && b.isNotNull) || (b.isNull && a.isNotNull)) return false;
  if (!a.isKnown || !b.isKnown) return withUnknown(a, b);
  if (a.isNull || b.isNull) return a.isNull && b.isNull;
  if (!typeIsKnown(a) || !typeIsKnown(b)) {
    return !conforms(a.type, b.type) && !conforms(b.type, a.type) ? false : undefined;
  }
  if (!typesEqual(a.type, b.type)) return false;
  switch (a.type.kind) {
    case "set":
      return a.isWhollyKnown && b.isWhollyKnown ? a.equals(b) : undefined;
    case "map":
      if (a.length !== b.length || a.entries().some(([name]) => !b.asMap().has(name))) return false;
      return all(a.elements(), b.elements());
    case "list":
      return a.length === b.length && all(a.elements(), b.elements());
    case "object":
    case "tuple":
      return all(a.elements(), b.elements());
    default:
      return a.equals(b);
  }
}

/** Whether no part of the value is of a type that is yet to come. */
function typeIsKnown(value: Value): boolean {
  if (value.isNull || !hasDynamic(value.type)) return true;
  return value.isKnown && value.elements().every(typeIsKnown);
}

function all(left: readonly Value[], right: readonly Value[]): boolean | undefined {
  for (const [i, v] of left.entries()) {
    const equal = equality(v, right[i]!);
    if (equal !== true) return equal;
  }
  return true;
}

function withUnknown(a: Value, b: Value): boolean | undefined {
  if (!a.isKnown && !b.isKnown) return undefined;
  const [known, unknown] = a.isKnown ? [a, b] : [b, a];
  if (known.isNull || hasDynamic(unknown.type)) return undefined;
  if (!typesEqual(known.type, unknown.type)) return false;
  const { prefix, min, max, minLength, maxLength } = unknown.refinement ?? {};
  if (prefix !== undefined && !known.asString().startsWith(prefix)) return false;
  if (min || max) {
    const n = known.asNum();
    const low = min ? compareNumbers(n, min.value) : 1;
    const high = max ? compareNumbers(n, max.value) : -1;
    if (low < 0 || high > 0 || (low === 0 && !min?.inclusive) || (high === 0 && !max?.inclusive))
      return false;
  }
  if (minLength !== undefined && known.length < minLength) return false;
  if (maxLength !== undefined && known.length > maxLength && known.isWhollyKnown) return false;
  return undefined;
}
