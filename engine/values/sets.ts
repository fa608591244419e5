import { compareNumbers, formatNumber, type Num, toFloat } from "./number.js";
import { compareStrings } from "./strings.js";
import type { Type } from "./types.js";

/** The parts of a value that distinguish it from others of its type. */
export interface Content {
  readonly type: Type;
  readonly raw: unknown;
  readonly isNull: boolean;
  readonly isKnown: boolean;
  readonly isWhollyKnown: boolean;
  elements(): readonly Content[];
  entries(): readonly (readonly [string, Content])[];
}

/** The elements of a set: equal ones once, in the order in which a set is read. Unknown elements stay apart. */
export function distinctSorted<V extends Content>(values: readonly V[]): readonly V[] {
  if (values.length < 2) return values;
  const kind = values[0]!.type.kind;
  const known: V[] = [];
  const rest: V[] = [];
  const seen = new Set<unknown>();
  let nulls = 0;
  for (const v of values) {
    if (!v.isKnown) {
      rest.push(v);
    } else if (v.isNull) {
      if (nulls++ === 0) rest.unshift(v);
    } else {
      const id = kind === "string" || kind === "bool" ? v.raw : contentKey(v);
      if (v.isWhollyKnown && seen.has(id)) continue;
      seen.add(id);
      known.push(v);
    }
  }
  known.sort(compareElements);
  // Known before unknown, null last.
  return nulls > 0 ? [...known, ...rest.slice(1), rest[0]!] : [...known, ...rest];
}

/** The order of a set's elements: known ones by value, then unknown ones, then null. */
function compareElements(a: Content, b: Content): number {
  const rank = (v: Content) => (v.isNull ? 2 : v.isKnown ? 0 : 1);
  if (rank(a) !== rank(b) || rank(a) > 0) return rank(a) - rank(b);
  switch (a.type.kind) {
    case "string":
      return compareStrings(a.raw as string, b.raw as string);
    case "number":
      return compareNumbers(a.raw as Num, b.raw as Num);
    case "bool":
      return Number(a.raw) - Number(b.raw);
    default:
      return compareStrings(contentKey(a, orderNumber), contentKey(b, orderNumber));
  }
}

/** Ten significant digits: sets of objects are ordered by that, though it says nothing to anybody. */
function orderNumber(n: Num): string {
  const float = toFloat(n);
  if (Number.isInteger(float) && Math.abs(float) < 1e10) return String(float);
  const [digits = "", exponent = ""] = float.toExponential(9).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 10) return String(Number(float.toPrecision(10)));
  return `${digits.replace(/\.?0+$/, "")}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** A text that differs for different content of one type. */
function contentKey(v: Content, numberKey: (n: Num) => string = formatNumber): string {
  if (!v.isKnown) return "?";
  if (v.isNull) return "~";
  switch (v.type.kind) {
    case "number":
      return numberKey(v.raw as Num);
    case "bool":
      return v.raw ? "T" : "F";
    case "string":
      return JSON.stringify(v.raw);
    case "map":
      return `{${v
        .entries()
        .map(([name, e]) => `${JSON.stringify(name)}:${contentKey(e, numberKey)};`)
        .join("")}}`;
    case "list":
    case "set":
      return `[${v
        .elements()
        .map((e) => `${contentKey(e, numberKey)};`)
        .join("")}]`;
    default:
      return `<${v
        .elements()
        .map((e) => `${contentKey(e, numberKey)};`)
        .join("")}>`;
  }
}
