/** From the two sides of a change to a tree of what to show. */
import { isDeepStrictEqual } from "node:util";
import { RawNumber, type Type } from "../values/index.js";
import type { Facet, Verdict } from "./facet.js";
import * as f from "./facet.js";
import { alignLists, shareLines } from "./sequence.js";

export type PrimitiveKind = "string" | "number" | "bool" | "null";

export type Diff = { readonly verdict: Verdict; readonly replace: boolean } & (
  | {
      readonly kind: "primitive";
      readonly of: PrimitiveKind;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly kind: "object" | "map"; readonly children: ReadonlyMap<string, Diff> }
  | { readonly kind: "list"; readonly elements: readonly Diff[] }
  | { readonly kind: "set"; readonly elements: readonly Diff[] }
  | { readonly kind: "unknown"; readonly before: Diff | null }
  | { readonly kind: "type-change"; readonly from: Diff; readonly to: Diff }
  | {
      readonly kind: "sensitive" | "sensitive-block";
      readonly inner: Diff;
      readonly was: boolean;
      readonly becomes: boolean;
    }
  | { readonly kind: "write-only" }
  | {
      readonly kind: "block";
      readonly attributes: ReadonlyMap<string, Diff>;
      readonly blocks: readonly BlockGroup[];
    }
);

/** The nested blocks of one name. */
export interface BlockGroup {
  readonly name: string;
  readonly items: readonly { readonly label: string; readonly diff: Diff }[];
  readonly isSet: boolean;
  readonly replace: boolean;
  readonly was: boolean;
  readonly becomes: boolean;
}

/** Sensitivity and unknowns come before what a value is; null when neither applies. */
export function covered(
  facet: Facet,
  kind: "sensitive" | "sensitive-block",
  unknownInside: unknown,
  inner: (facet: Facet) => Diff,
): Diff | null {
  const replace = f.forcesReplacement(facet);
  const was = f.wasSensitive(facet);
  const becomes = f.becomesSensitive(facet);
  if (was || becomes) {
    const diff = inner({ ...facet, beforeSensitive: false, afterSensitive: false });
    const nothing = facet.before === null && !facet.hasBefore && facet.after === null && !facet.hasAfter;
    const verdict = diff.verdict === "none" && was !== becomes && !nothing ? "update" : diff.verdict;
    return { kind, verdict, replace, inner: diff, was, becomes };
  }
  if (!f.isUnknown(facet)) return null;
  if (facet.before === null) return { kind: "unknown", verdict: "create", replace, before: null };
  const before = inner(f.withoutAfter(facet, unknownInside));
  return { kind: "unknown", verdict: "update", replace, before };
}

/** The differences of a value of that type. */
export function diffType(facet: Facet, type: Type): Diff {
  if (type.kind === "dynamic") return diffDynamic(facet);
  const hidden = covered(facet, "sensitive", false, (inner) => diffType(inner, type));
  if (hidden) return hidden;
  const replace = f.forcesReplacement(facet);
  switch (type.kind) {
    case "object": {
      const [children, verdict] = objectChildren(facet, type.attributes);
      return { kind: "object", verdict, replace, children };
    }
    case "map": {
      const [children, verdict] = mapChildren(facet, (child) => diffType(child, type.element));
      return { kind: "map", verdict, replace, children };
    }
    case "list": {
      const similar = (a: unknown, b: unknown) => type.element.kind === "object" || shareLines(a, b);
      const [elements, verdict] = listElements(facet, (child) => diffType(child, type.element), similar);
      return { kind: "list", verdict, replace, elements };
    }
    case "tuple": {
      const elements = type.elements.map((element, i) => diffType(f.childAtIndex(facet, i, i), element));
      return { kind: "list", verdict: fold(facet, elements), replace, elements };
    }
    case "set": {
      const elements = setPairs(facet).map((child) => diffType(child, type.element));
      return { kind: "set", verdict: fold(facet, elements), replace, elements };
    }
    default:
      return {
        kind: "primitive",
        of: type.kind,
        verdict: f.verdictOf(facet),
        replace,
        before: facet.before,
        after: facet.after,
      };
  }
}

function jsonKind(value: unknown): PrimitiveKind | "object" | "list" {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "list";
  if (value instanceof RawNumber) return "number";
  if (typeof value === "object") return "object";
  return typeof value === "boolean" ? "bool" : (typeof value as "string" | "number");
}

/** A value whose type is known from its JSON alone: outputs, and attributes of any type. */
export function diffDynamic(whole: Facet): Diff {
  const hidden = covered(whole, "sensitive", false, diffDynamic);
  if (hidden) return hidden;
  // Tofu does not say of such values that they force a replacement.
  const facet = { ...whole, replacePaths: [] };
  const was = jsonKind(facet.before);
  const becomes = jsonKind(facet.after);
  const deleted = becomes === "null" && !facet.hasAfter;
  const created = was === "null" && !facet.hasBefore;
  if (was === becomes || created || deleted) return diffJson(facet, was === "null" ? becomes : was);
  return {
    kind: "type-change",
    verdict: "update",
    replace: f.forcesReplacement(facet),
    from: diffJson(f.withoutAfter(facet), was),
    to: diffJson(f.withoutBefore(facet), becomes),
  };
}

function diffJson(facet: Facet, kind: PrimitiveKind | "object" | "list"): Diff {
  const replace = f.forcesReplacement(facet);
  if (kind === "object") {
    const [children, verdict] = mapChildren(facet, diffDynamic);
    return { kind: "object", verdict, replace, children };
  }
  if (kind === "list") {
    const objects = (a: unknown, b: unknown) => jsonKind(a) === "object" && jsonKind(b) === "object";
    const similar = (a: unknown, b: unknown) => objects(a, b) || shareLines(a, b);
    const [elements, verdict] = listElements(facet, diffDynamic, similar);
    return { kind: "list", verdict, replace, elements };
  }
  const had = facet.before !== null || facet.hasBefore;
  const has = facet.after !== null || facet.hasAfter;
  const same = isDeepStrictEqual(facet.before, facet.after);
  const verdict = !had && has ? "create" : had && !has ? "delete" : same ? "none" : "update";
  return { kind: "primitive", of: kind, verdict, replace, before: facet.before, after: facet.after };
}

/** The verdict on a whole from the verdicts on its parts. */
export function fold(facet: Facet, diffs: Iterable<Diff>, start = f.containerVerdict(facet)): Verdict {
  let verdict = start;
  for (const diff of diffs) verdict = f.combine(verdict, diff.verdict);
  return verdict;
}

function sidesVerdict(before: unknown, after: unknown): Verdict {
  if (before === null) return after === null ? "none" : "create";
  return after === null ? "delete" : "none";
}

function objectChildren(
  facet: Facet,
  attributes: Readonly<Record<string, Type>>,
): [Map<string, Diff>, Verdict] {
  const children = new Map<string, Diff>();
  for (const key of Object.keys(attributes).sort()) {
    const child = { ...f.childAtKey(facet, key), hasBefore: false, hasAfter: false };
    const diff = diffType(child, attributes[key]!);
    if (diff.verdict === "none" && child.before === null && child.after === null) continue;
    children.set(key, diff);
  }
  return [children, fold(facet, children.values())];
}

/** The differences of a map or an object, by key, and what they make of the whole. */
export function mapChildren(facet: Facet, differ: (child: Facet) => Diff): [Map<string, Diff>, Verdict] {
  const children = new Map(f.keysOf(facet).map((key) => [key, differ(f.childAtKey(facet, key))]));
  const start = sidesVerdict(f.asObject(facet.before), f.asObject(facet.after));
  return [children, fold(facet, children.values(), start)];
}

function listElements(
  facet: Facet,
  differ: (child: Facet) => Diff,
  similar: (a: unknown, b: unknown) => boolean,
): [Diff[], Verdict] {
  const before = f.asArray(facet.before);
  const after = f.asArray(facet.after);
  const elements: Diff[] = [];
  const show = (b: number, a: number) => elements.push(differ(f.childAtIndex(facet, b, a)));
  alignLists(before ?? [], after ?? [], show, similar);
  return [elements, fold(facet, elements, sidesVerdict(before, after))];
}

/** Equal elements of a set side by side, then what is only on one side. */
export function setPairs(facet: Facet): Facet[] {
  const before = f.asArray(facet.before) ?? [];
  const after = f.asArray(facet.after) ?? [];
  const taken = new Set<number>();
  const pairs = before.map((_, b) => {
    const match = after.findIndex((_, a) => {
      if (taken.has(a)) return false;
      const child = f.childAtIndex(facet, b, a);
      const sameSecrecy = f.wasSensitive(child) === f.becomesSensitive(child);
      return sameSecrecy && !f.isUnknown(child) && isDeepStrictEqual(child.before, child.after);
    });
    if (match >= 0) taken.add(match);
    return f.childAtIndex(facet, b, match >= 0 ? match : after.length);
  });
  after.forEach((_, a) => {
    if (!taken.has(a)) pairs.push(f.childAtIndex(facet, before.length, a));
  });
  return pairs;
}
