/** A value as plans in JSON show it: what is known, and masks of what is unknown and what is sensitive. */
import { type Json, SENSITIVE, toJson, type Value } from "../values/index.js";

/** The known parts; unknown attributes are left out, unknown elements are null. Undefined when nothing is known. */
export function knownPart(value: Value): Json | undefined {
  if (!value.isKnown) return undefined;
  if (value.isWhollyKnown) return toJson(value);
  if (value.type.kind === "map" || value.type.kind === "object") {
    const known: { [name: string]: Json } = {};
    for (const [name, child] of value.entries()) {
      const part = knownPart(child);
      if (part !== undefined) define(known, name, part);
    }
    return known;
  }
  return value.elements().map((child) => knownPart(child) ?? null);
}

export type Mask = boolean | Mask[] | { [name: string]: Mask };

/** True where a value is unknown; known attributes are left out. */
function unknownMask(value: Value): Mask {
  return mask(
    value,
    (v) => !v.isKnown,
    (v) => v.isWhollyKnown,
  );
}

/** True where a value is sensitive. */
export function sensitiveMask(value: Value): Mask {
  return mask(
    value,
    (v) => v.hasMark(SENSITIVE),
    (v) => !v.containsMarked,
  );
}

function mask(value: Value, applies: (v: Value) => boolean, nowhere: (v: Value) => boolean): Mask {
  if (applies(value)) return true;
  if (value.isNull) return false;
  switch (value.type.kind) {
    case "list":
    case "set":
    case "tuple":
      return !value.isKnown ? [] : value.elements().map((child) => mask(child, applies, nowhere));
    case "map":
    case "object": {
      const masks: { [name: string]: Mask } = {};
      if (!value.isKnown) return masks;
      if (nowhere(value) && !hasSequence(value)) return masks;
      for (const [name, child] of value.entries()) {
        const part = mask(child, applies, nowhere);
        if (part !== false) define(masks, name, part);
      }
      return masks;
    }
    default:
      return false;
  }
}

/** Containers inside keep their shape in a mask even when nothing in them is marked. */
function hasSequence(value: Value): boolean {
  return value.elements().some((child) => !child.isNull && !isScalar(child));
}

function isScalar(value: Value): boolean {
  const { kind } = value.type;
  return kind === "string" || kind === "number" || kind === "bool" || kind === "dynamic";
}

function define<T>(target: { [name: string]: T }, name: string, value: T): void {
  if (name === "__proto__") Object.defineProperty(target, name, { value, enumerable: true });
  else target[name] = value;
}

/** The five facets of a change, as `show -json` has them. */
export interface JsonChange {
  before: Json;
  after?: Json;
  after_unknown: Mask;
  before_sensitive: Mask;
  after_sensitive: Mask;
}

/** Before and after as `show -json` has them: what is unknown and what is sensitive beside the values. */
export function jsonChange(before: Value, after: Value): JsonChange {
  const known = knownPart(after);
  return {
    before: knownPart(before) ?? null,
    ...(known === undefined ? {} : { after: known }),
    after_unknown: after.isWhollyKnown && after.type.kind === "object" ? {} : unknownMask(after),
    before_sensitive: sensitiveMask(before),
    after_sensitive: sensitiveMask(after),
  };
}
