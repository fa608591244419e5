import { compareNumbers, type Num } from "./number.js";

/** What is known about an unknown value. Bounds are inclusive unless said otherwise. */
export interface Refinement {
  readonly notNull?: boolean;
  /** Of a string. */
  readonly prefix?: string;
  /** Of a number. */
  readonly min?: Bound;
  readonly max?: Bound;
  /** Of a collection. */
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** A limit of a number that is not known, which it may reach where it is inclusive. */
export interface Bound {
  readonly value: Num;
  readonly inclusive: boolean;
}

/** The raw content of an unknown value. */
export class Unknown {
  constructor(readonly refinement: Refinement) {}
}

/** Combines two refinements, which must not contradict each other. */
export function mergeRefinements(a: Refinement, b: Refinement): Refinement {
  const merged: { -readonly [K in keyof Refinement]: Refinement[K] } = { ...a };
  if (b.notNull) merged.notNull = true;
  if (b.prefix !== undefined && b.prefix.length > (a.prefix?.length ?? 0)) merged.prefix = b.prefix;
  const min = tighter(a.min, b.min, 1);
  if (min) merged.min = min;
  const max = tighter(a.max, b.max, -1);
  if (max) merged.max = max;
  if (b.minLength !== undefined) merged.minLength = Math.max(a.minLength ?? 0, b.minLength);
  if (b.maxLength !== undefined)
    merged.maxLength = Math.min(a.maxLength ?? Number.POSITIVE_INFINITY, b.maxLength);
  return merged;
}

function tighter(a: Bound | undefined, b: Bound | undefined, direction: 1 | -1): Bound | undefined {
  if (!a || !b) return a ?? b;
  const order = compareNumbers(a.value, b.value) * direction;
  if (order !== 0) return order > 0 ? a : b;
  return a.inclusive ? b : a;
}

/** Whether both tell the same of an unknown value. */
export function refinementsEqual(a: Refinement, b: Refinement): boolean {
  return (
    Boolean(a.notNull) === Boolean(b.notNull) &&
    (a.prefix ?? "") === (b.prefix ?? "") &&
    boundsEqual(a.min, b.min) &&
    boundsEqual(a.max, b.max) &&
    (a.minLength ?? 0) === (b.minLength ?? 0) &&
    (a.maxLength ?? Number.POSITIVE_INFINITY) === (b.maxLength ?? Number.POSITIVE_INFINITY)
  );
}

function boundsEqual(a: Bound | undefined, b: Bound | undefined): boolean {
  if (!a || !b) return a === b;
  return a.inclusive === b.inclusive && compareNumbers(a.value, b.value) === 0;
}
