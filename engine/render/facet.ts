/**
 * One place of a change: its JSON value before and after, which parts of it are unknown or sensitive, and which
 * of its paths force a replacement. Plans are shown from the same JSON that `planJson` gives.
 */
import { isDeepStrictEqual } from "node:util";
import { RawNumber } from "../values/index.js";

/** Whether a value changes: the finest of a plan's actions, for a value inside an object. */
export type Verdict = "none" | "create" | "delete" | "update";

type Record_ = Readonly<Record<string, unknown>>;

export interface Facet {
  readonly before: unknown;
  readonly after: unknown;
  /** Whether the place exists at all; a null may be written there explicitly. */
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
  readonly unknown: unknown;
  readonly beforeSensitive: unknown;
  readonly afterSensitive: unknown;
  readonly replacePaths: readonly (readonly (string | number)[])[];
}

/** A facet of a whole value; what is not given is absent. */
export function rootFacet(parts: Partial<Facet>): Facet {
  return {
    before: null,
    after: null,
    hasBefore: false,
    hasAfter: false,
    unknown: false,
    beforeSensitive: false,
    afterSensitive: false,
    replacePaths: [],
    ...parts,
  };
}

/** The value as an object, or null if it is not an object. */
export function asObject(value: unknown): Record_ | null {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof RawNumber)
    return null;
  return value as Record_;
}

/** The value as an array, or null if it is not an array. */
export function asArray(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null;
}

const pick = (container: unknown, key: string): unknown => {
  const object = asObject(container);
  return object && Object.hasOwn(object, key) ? object[key] : null;
};
const holds = (container: unknown, key: string): boolean => {
  const object = asObject(container);
  return object !== null && Object.hasOwn(object, key);
};

/** The facet of a member. */
export function childAtKey(facet: Facet, key: string): Facet {
  return {
    before: pick(facet.before, key),
    after: pick(facet.after, key),
    hasBefore: holds(facet.before, key),
    hasAfter: holds(facet.after, key),
    unknown: pick(facet.unknown, key),
    beforeSensitive: pick(facet.beforeSensitive, key),
    afterSensitive: pick(facet.afterSensitive, key),
    replacePaths: facet.replacePaths.filter((path) => path[0] === key).map((path) => path.slice(1)),
  };
}

/** An index outside of a list stands for "no such element on this side". */
export function childAtIndex(facet: Facet, beforeIndex: number, afterIndex: number): Facet {
  const before = asArray(facet.before);
  const after = asArray(facet.after);
  const hasBefore = before !== null && beforeIndex < before.length;
  const index = hasBefore ? beforeIndex : afterIndex;
  return {
    before: (hasBefore ? before[beforeIndex] : null) ?? null,
    after: after?.[afterIndex] ?? null,
    hasBefore,
    hasAfter: after !== null && afterIndex < after.length,
    unknown: asArray(facet.unknown)?.[afterIndex] ?? null,
    beforeSensitive: asArray(facet.beforeSensitive)?.[beforeIndex] ?? null,
    afterSensitive: asArray(facet.afterSensitive)?.[afterIndex] ?? null,
    replacePaths: facet.replacePaths.filter((path) => Number(path[0]) === index).map((path) => path.slice(1)),
  };
}

/** All keys that any side of an object or map knows, sorted. */
export function keysOf(facet: Facet): string[] {
  const keys = new Set<string>();
  const sides = [facet.before, facet.after, facet.unknown, facet.afterSensitive, facet.beforeSensitive];
  for (const side of sides) for (const key of Object.keys(asObject(side) ?? {})) keys.add(key);
  return [...keys].sort();
}

/** Whether a change of just this value means another object. */
export function forcesReplacement(facet: Facet): boolean {
  return facet.replacePaths.some((path) => path.length === 0);
}

/** Whether the new value is not known before the apply. */
export const isUnknown = (facet: Facet): boolean => facet.unknown === true;
/** Whether the old value is not to be shown. */
export const wasSensitive = (facet: Facet): boolean => facet.beforeSensitive === true;
/** Whether the new value is not to be shown. */
export const becomesSensitive = (facet: Facet): boolean => facet.afterSensitive === true;

/** The facet as if the value went away. */
export function withoutAfter(facet: Facet, unknown: unknown = null): Facet {
  return { ...facet, after: null, hasAfter: false, unknown, afterSensitive: null };
}

/** The facet as if the value were new. */
export function withoutBefore(facet: Facet): Facet {
  return { ...facet, before: null, hasBefore: false, beforeSensitive: null };
}

/** The change of the value as a whole. */
export function verdictOf(facet: Facet): Verdict {
  const before = facet.before !== null || facet.hasBefore;
  const after = facet.after !== null || facet.hasAfter;
  if (facet.before === null && !facet.hasBefore && after) return "create";
  if (facet.after === null && !facet.hasAfter && before) return "delete";
  const same =
    isDeepStrictEqual(facet.before, facet.after) &&
    facet.hasBefore === facet.hasAfter &&
    wasSensitive(facet) === becomesSensitive(facet);
  return same ? "none" : "update";
}

/** Where a container starts from, before its children are looked at. */
export function containerVerdict(facet: Facet): Verdict {
  if (facet.before === null && facet.after === null) return "none";
  if (facet.before === null) return "create";
  return facet.after === null ? "delete" : "none";
}

/** What happens to a whole when one more of its parts has a verdict. */
export function combine(current: Verdict, next: Verdict): Verdict {
  if (next === "none" || current === next) return current;
  return "update";
}
