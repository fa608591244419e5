import {
  formatNumber,
  fromBigInt,
  fromNumber,
  isInteger,
  type Num,
  numbersEqual,
  parseNumber,
  toFloat,
} from "./number.js";
import { isIterable, mapRaw, type Raw, sameMarks, sameRaw } from "./raw.js";
import { mergeRefinements, type Refinement, Unknown } from "./refinement.js";
import { distinctSorted } from "./sets.js";
import { compareStrings, normalizeString, safePrefix } from "./strings.js";
import {
  BOOL,
  type CollectionType,
  DYNAMIC,
  isCollection,
  NUMBER,
  type ObjectType,
  STRING,
  type Type,
  tupleOf,
  typesEqual,
  withoutOptional,
} from "./types.js";

/** A label that follows a value into everything computed from it. */
export type Mark = string;
export const SENSITIVE: Mark = "sensitive";
/** Must not be kept anywhere: neither in plans nor in states. */
export const EPHEMERAL: Mark = "ephemeral";

const NO_MARKS: ReadonlySet<Mark> = new Set();
const UNREFINED = new Unknown({});
const NULLS = new WeakMap<Type, Value>();
// Made by the class's static block: its constructor is private.
let TRUE: Value;
let FALSE: Value;
let DYNAMIC_UNKNOWN: Value;

/**
 * A value of OpenTofu's type system; never changes. It is known, unknown, or null; containers may hold unknown
 * and null values. Accessors that need a known, non-null, unmarked value of a certain type throw a TypeError
 * otherwise: that is a defect of the caller, not a user's mistake.
 */
export class Value {
  private constructor(
    readonly type: Type,
    /** Internal to `engine/values`. Lists, tuples and sets: elements (sets distinct and sorted); maps and objects: by name, sorted. */
    readonly raw: Raw<Value>,
    readonly marks: ReadonlySet<Mark>,
    /** Known all the way down. */
    readonly isWhollyKnown: boolean,
    /** This value or one inside it is marked. */
    readonly containsMarked: boolean,
  ) {}

  static string(text: string): Value {
    return new Value(STRING, normalizeString(text), NO_MARKS, true, false);
  }

  /** A decimal text must be valid: use `parseNumber` for text of unknown origin. */
  static number(n: number | bigint | string | Num): Value {
    let num: Num | null;
    if (typeof n === "number") num = fromNumber(n);
    else if (typeof n === "bigint") num = fromBigInt(n);
    else if (typeof n === "string") num = parseNumber(n);
    else num = n;
    if (num === null) throw new TypeError(`${JSON.stringify(n)} is not a number`);
    return new Value(NUMBER, num, NO_MARKS, true, false);
  }

  static bool(b: boolean): Value {
    return b ? TRUE : FALSE;
  }

  /** The same object for the same type: most attributes of most objects are null. */
  static null(type: Type): Value {
    let value = NULLS.get(type);
    if (!value) {
      value = new Value(withoutOptional(type), null, NO_MARKS, true, false);
      NULLS.set(type, value);
    }
    return value;
  }

  /** An unknown value. Where the refinement leaves one possibility, the known value or list of unknown elements. */
  static unknown(type: Type, refinement?: Refinement): Value {
    const plain = withoutOptional(type);
    if (plain.kind === "dynamic") return DYNAMIC_UNKNOWN;
    if (!refinement) return new Value(plain, UNREFINED, NO_MARKS, false, false);
    return (
      fromRefinement(plain, refinement) ?? new Value(plain, new Unknown(refinement), NO_MARKS, false, false)
    );
  }

  static list(element: Type, values: Iterable<Value>): Value {
    const items = [...values];
    return Value.containing({ kind: "list", element: withoutOptional(element) }, items, items);
  }

  /** Marks on (or in) elements become marks of the set. */
  static set(element: Type, values: Iterable<Value>): Value {
    const type: CollectionType = { kind: "set", element: withoutOptional(element) };
    const marks = new Set<Mark>();
    const plain: Value[] = [];
    for (const v of values) plain.push(v.containsMarked ? v.unmarkDeep(marks) : v);
    const sorted = distinctSorted(plain);
    const whollyKnown = sorted.every((v) => v.isWhollyKnown);
    return new Value(type, sorted, marks.size ? marks : NO_MARKS, whollyKnown, marks.size > 0);
  }

  static map(element: Type, values: Iterable<[string, Value]> | Readonly<Record<string, Value>>): Value {
    return Value.named({ kind: "map", element: withoutOptional(element) }, values);
  }

  static tuple(values: Iterable<Value>): Value {
    const items = [...values];
    return Value.containing(tupleOf(items.map((v) => v.type)), items, items);
  }

  static object(values: Iterable<[string, Value]> | Readonly<Record<string, Value>>): Value {
    const entries = isIterable(values) ? [...values] : Object.entries(values);
    const types: Record<string, Type> = Object.create(null);
    for (const [name, v] of entries) types[normalizeString(name)] = v.type;
    return Value.named({ kind: "object", attributes: types }, entries);
  }

  /** Internal to `engine/values`: `children` are the values in `raw`, which has the form of the type's values. */
  static containing(type: Type, raw: Raw<Value>, children: Iterable<Value>): Value {
    let known = true;
    let marked = false;
    for (const v of children) {
      known &&= v.isWhollyKnown;
      marked ||= v.containsMarked;
    }
    return new Value(type, raw, NO_MARKS, known, marked);
  }

  private static named(
    type: CollectionType | ObjectType,
    values: Iterable<[string, Value]> | Readonly<Record<string, Value>>,
  ): Value {
    const entries: [string, Value][] = [];
    let sorted = true;
    let previous: string | undefined;
    for (const [given, v] of isIterable(values) ? values : Object.entries(values)) {
      const name = normalizeString(given);
      entries.push([name, v]);
      if (previous !== undefined && compareStrings(previous, name) >= 0) sorted = false;
      previous = name;
    }
    if (!sorted) entries.sort((a, b) => compareStrings(a[0], b[0]));
    const raw = new Map(entries);
    return Value.containing(type, raw, raw.values());
  }

  get isNull(): boolean {
    return this.raw === null;
  }

  get isKnown(): boolean {
    return !(this.raw instanceof Unknown);
  }

  get isMarked(): boolean {
    return this.marks.size > 0;
  }

  /** What is known of an unknown value; undefined for a known one. */
  get refinement(): Refinement | undefined {
    return this.raw instanceof Unknown ? this.raw.refinement : undefined;
  }

  /** True where the value certainly is not null. */
  get isNotNull(): boolean {
    return this.raw instanceof Unknown ? this.raw.refinement.notNull === true : this.raw !== null;
  }

  /** Narrows an unknown value; a known value is returned as it is. */
  refine(refinement: Refinement): Value {
    if (!(this.raw instanceof Unknown) || this.type.kind === "dynamic") return this;
    return Value.unknown(this.type, mergeRefinements(this.raw.refinement, refinement)).withMarks(this.marks);
  }

  /** Narrows an unknown string to those that start with `prefix`; its last character may still combine with what follows. */
  refinePrefix(prefix: string): Value {
    return this.refine({ notNull: true, prefix: safePrefix(normalizeString(prefix)) });
  }

  mark(mark: Mark): Value {
    return this.marks.has(mark) ? this : this.withMarks([mark]);
  }

  withMarks(...sets: Iterable<Mark>[]): Value {
    let all: Set<Mark> | undefined;
    for (const marks of sets) {
      for (const mark of marks) {
        if (this.marks.has(mark)) continue;
        all ??= new Set(this.marks);
        all.add(mark);
      }
    }
    return all ? new Value(this.type, this.raw, all, this.isWhollyKnown, true) : this;
  }

  hasMark(mark: Mark): boolean {
    return this.marks.has(mark);
  }

  /** The value without its own marks; values inside keep theirs. */
  unmark(): Value {
    if (this.marks.size === 0) return this;
    return new Value(this.type, this.raw, NO_MARKS, this.isWhollyKnown, this.innerMarked());
  }

  private innerMarked(): boolean {
    if (Array.isArray(this.raw)) return (this.raw as readonly Value[]).some((v) => v.containsMarked);
    if (this.raw instanceof Map)
      return [...(this.raw as Map<string, Value>).values()].some((v) => v.containsMarked);
    return false;
  }

  /** The value without any marks; they are added to `into`. */
  unmarkDeep(into?: Set<Mark>): Value {
    if (!this.containsMarked) return this;
    if (into) for (const mark of this.marks) into.add(mark);
    return new Value(
      this.type,
      mapRaw(this.raw, (v) => v.unmarkDeep(into)),
      NO_MARKS,
      this.isWhollyKnown,
      false,
    );
  }

  /** All marks on the value and inside it. */
  allMarks(): ReadonlySet<Mark> {
    if (!this.containsMarked) return NO_MARKS;
    const all = new Set<Mark>();
    this.unmarkDeep(all);
    return all;
  }

  asString(): string {
    if (typeof this.raw !== "string") throw this.notA("string");
    return this.raw;
  }

  /** The nearest JavaScript number; `asNum` is exact. */
  asNumber(): number {
    return toFloat(this.asNum());
  }

  asNum(): Num {
    if (this.type.kind !== "number" || this.raw === null || !this.isKnown) throw this.notA("number");
    return this.raw as Num;
  }

  /** A number as it is printed. */
  numberText(): string {
    return formatNumber(this.asNum());
  }

  asBool(): boolean {
    if (typeof this.raw !== "boolean") throw this.notA("bool");
    return this.raw;
  }

  /** Elements of a list, tuple or set (in its order), or the values of a map or object by sorted name. */
  elements(): readonly Value[] {
    if (Array.isArray(this.raw)) return this.raw as readonly Value[];
    return [...this.asMap().values()];
  }

  /** Of a map or object, sorted by name. */
  entries(): [string, Value][] {
    return [...this.asMap()];
  }

  /** Of a map or object. */
  asMap(): ReadonlyMap<string, Value> {
    if (!(this.raw instanceof Map)) throw this.notA("map or object");
    return this.raw as ReadonlyMap<string, Value>;
  }

  /** An attribute of an object, with the object's marks. Of an unknown object: an unknown of the attribute's type. */
  attr(name: string): Value {
    if (this.type.kind === "dynamic") return DYNAMIC_UNKNOWN.withMarks(this.marks);
    if (this.type.kind !== "object") throw this.notA("object");
    const type = this.type.attributes[name];
    if (!type) throw new TypeError(`the object has no attribute ${JSON.stringify(name)}`);
    if (this.raw instanceof Unknown) return Value.unknown(type).withMarks(this.marks);
    const value = this.asMap().get(name)!;
    return this.isMarked ? value.withMarks(this.marks) : value;
  }

  /** An element of a list, tuple or map by its key, with the marks of both; undefined when there is none. */
  at(key: string | number): Value | undefined {
    const raw = this.raw;
    if (Array.isArray(raw))
      return typeof key === "number" ? (raw as readonly Value[])[key]?.withMarks(this.marks) : undefined;
    if (raw instanceof Map)
      return (raw as ReadonlyMap<string, Value>).get(String(key))?.withMarks(this.marks);
    return undefined;
  }

  /** Elements of a known container; of an unknown tuple or object, those its type tells. */
  get length(): number {
    if (this.type.kind === "tuple") return this.type.elements.length;
    if (this.type.kind === "object") return Object.keys(this.type.attributes).length;
    if (Array.isArray(this.raw)) return this.raw.length;
    return this.asMap().size;
  }

  isInteger(): boolean {
    return isInteger(this.asNum());
  }

  /** The same type, content and marks. Unknown values are equal when their refinements are. */
  equals(other: Value): boolean {
    if (this === other) return true;
    if (!typesEqual(this.type, other.type) || !sameMarks(this.marks, other.marks)) return false;
    return sameRaw(this.raw, other.raw);
  }

  private notA(what: string): TypeError {
    const state = this.isMarked ? "marked " : this.raw === null ? "null " : this.isKnown ? "" : "unknown ";
    return new TypeError(
      `a known, non-null ${what} was expected, not a ${state}value of type ${this.type.kind}`,
    );
  }

  static {
    TRUE = new Value(BOOL, true, NO_MARKS, true, false);
    FALSE = new Value(BOOL, false, NO_MARKS, true, false);
    DYNAMIC_UNKNOWN = new Value(DYNAMIC, UNREFINED, NO_MARKS, false, false);
  }
}

/** The value that a refinement pins down, if it does. */
function fromRefinement(type: Type, refinement: Refinement): Value | null {
  if (!refinement.notNull) return null;
  const { min, max, minLength = 0, maxLength } = refinement;
  if (type.kind === "number" && min?.inclusive && max?.inclusive && numbersEqual(min.value, max.value)) {
    return Value.number(min.value);
  }
  if (!isCollection(type) || minLength !== maxLength) return null;
  if (minLength === 0)
    return type.kind === "map" ? Value.map(type.element, []) : Value[type.kind](type.element, []);
  const element = Value.unknown(type.element);
  if (type.kind === "list" && minLength <= 10_000)
    return Value.list(type.element, Array(minLength).fill(element));
  return type.kind === "set" && minLength === 1 ? Value.set(type.element, [element]) : null;
}
