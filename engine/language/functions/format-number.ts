import { exactDigits, isInfinite, type Num, shortestDigits, toBigInt } from "../../values/number.js";

/** A number's decimal digits: `0.digits * 10^point`. */
interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly point: number;
}

/** The digits that name the number, without more than are needed. */
function decimalOf(n: Num, shortest: boolean): Decimal {
  if (typeof n !== "number") return shortest ? shortestDigits(n) : exactDigits(n);
  const text = String(BigInt(Math.abs(n)));
  const digits = text === "0" ? "" : text.replace(/0+$/, "");
  return { negative: n < 0, digits, point: text === "0" ? 0 : text.length };
}

/** Rounded to `length` digits, half to even. */
function rounded(d: Decimal, length: number): Decimal {
  if (length >= d.digits.length) return d;
  if (length < 0) return { ...d, digits: "", point: 0 };
  const kept = d.digits.slice(0, length);
  const rest = d.digits.slice(length);
  const half = rest[0] === "5" && /^50*$/.test(rest);
  const up = half ? length > 0 && Number(kept.at(-1)) % 2 === 1 : rest[0]! >= "5";
  if (!up) return trim({ ...d, digits: kept });
  const raised = (BigInt(kept || "0") + 1n).toString().padStart(length, "0");
  return trim({ ...d, digits: raised, point: d.point + raised.length - length });
}

function trim(d: Decimal): Decimal {
  const digits = d.digits.replace(/0+$/, "");
  return { ...d, digits, point: digits === "" ? 0 : d.point };
}

/** `%f`: digits behind the point, -1 for as many as there are. */
function fixed(d: Decimal, precision: number): string {
  const r = precision < 0 ? d : rounded(d, d.point + precision);
  const whole = r.point > 0 ? r.digits.slice(0, r.point).padEnd(r.point, "0") : "0";
  const places = precision < 0 ? Math.max(r.digits.length - r.point, 0) : precision;
  const behind = r.point >= 0 ? r.digits.slice(r.point) : "0".repeat(-r.point) + r.digits;
  return places > 0 ? `${whole}.${behind.padEnd(places, "0").slice(0, places)}` : whole;
}

/** `%e`: digits behind the first. */
function scientific(d: Decimal, precision: number): string {
  const places = precision < 0 ? Math.max(d.digits.length - 1, 0) : precision;
  const r = rounded(d, places + 1);
  const first = r.digits[0] ?? "0";
  const behind = r.digits.slice(1).padEnd(places, "0");
  const exponent = r.digits === "" ? 0 : r.point - 1;
  const power = `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  return `${first}${places > 0 ? `.${behind}` : ""}e${power}`;
}

/** `%g`: the shorter of both; precision counts all digits. */
function general(d: Decimal, precision: number): string {
  const shortest = precision < 0;
  const wanted = shortest ? d.digits.length : precision === 0 ? 1 : precision;
  const r = shortest ? d : rounded(d, wanted);
  let limit = wanted;
  if (limit > r.digits.length && r.digits.length >= r.point) limit = r.digits.length;
  if (shortest) limit = 6;
  const exponent = r.digits === "" ? -1 : r.point - 1;
  if (r.digits !== "" && (exponent < -4 || exponent >= limit)) {
    return scientific(r, Math.max(Math.min(wanted, r.digits.length) - 1, 0));
  }
  return fixed(r, Math.max(r.digits.length - r.point, 0));
}

/** The number's text without its sign, for one of the verbs `e`, `f`, `g`. */
export function floatText(n: Num, verb: "e" | "f" | "g", precision: number): string {
  if (isInfinite(n)) return "Inf";
  const shortest = precision < 0;
  const d = decimalOf(n, shortest);
  if (verb === "f") return fixed(d, precision);
  return verb === "e" ? scientific(d, precision) : general(d, precision);
}

/** The whole number's digits to the base, without its sign. */
export function integerText(n: Num, base: number): string {
  const whole = toBigInt(n);
  return (whole < 0n ? -whole : whole).toString(base);
}
