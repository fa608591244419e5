/**
 * Numbers as OpenTofu computes with them: binary floating point with a mantissa of 512 bits, rounding half to even.
 * An integer that a JavaScript number holds exactly is a JavaScript number (also the infinities); everything else is
 * a `BigFloat`. Every value has exactly one representation, so `===` on two JavaScript numbers is equality. Zero has a sign that is
 * shown and otherwise means nothing, as JavaScript's has.
 */
const PRECISION = 512;

/** `mantissa * 2^exponent`, the mantissa odd and at most 512 bits long. */
export class BigFloat {
  constructor(
    readonly mantissa: bigint,
    readonly exponent: number,
  ) {}
}

/** A number of any size and precision; a JavaScript number wherever that holds it exactly. */
export type Num = number | BigFloat;

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

function bitLength(n: bigint): number {
  const hex = (n < 0n ? -n : n).toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex[0]!, 16)) - 28);
}

/** Rounds to 512 bits; `sticky` says that bits beyond the mantissa's last one were not all zero. */
function make(mantissa: bigint, exponent: number, sticky = false): Num {
  if (mantissa === 0n) return 0;
  const excess = bitLength(mantissa) - PRECISION;
  if (excess > 0) {
    const negative = mantissa < 0n;
    let magnitude = negative ? -mantissa : mantissa;
    const shift = BigInt(excess);
    const rest = magnitude & ((1n << shift) - 1n);
    const half = 1n << (shift - 1n);
    magnitude >>= shift;
    if (rest > half || (rest === half && (sticky || (magnitude & 1n) === 1n))) magnitude += 1n;
    mantissa = negative ? -magnitude : magnitude;
    exponent += excess;
  }
  return normalize(mantissa, exponent);
}

function normalize(mantissa: bigint, exponent: number): Num {
  if (exponent >= 0 && exponent < 54) {
    const whole = mantissa << BigInt(exponent);
    if (whole <= MAX_SAFE && whole >= -MAX_SAFE) return Number(whole);
  }
  let zeros = 0n;
  while ((mantissa & 0xffffffffn) === 0n) {
    mantissa >>= 32n;
    zeros += 32n;
  }
  while ((mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    zeros += 1n;
  }
  exponent += Number(zeros);
  if (exponent >= 0 && exponent < 54) {
    const whole = mantissa << BigInt(exponent);
    if (whole <= MAX_SAFE && whole >= -MAX_SAFE) return Number(whole);
  }
  return new BigFloat(mantissa, exponent);
}

/** The nearest number to `numerator / denominator`. */
function ratio(numerator: bigint, denominator: bigint): Num {
  const negative = numerator < 0n !== denominator < 0n;
  let n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const shift = Math.max(0, PRECISION + 2 + bitLength(d) - bitLength(n));
  n <<= BigInt(shift);
  // One more bit than the rounding needs, so that a remainder can only break ties.
  const quotient = ((n / d) << 1n) | (n % d === 0n ? 0n : 1n);
  return make(negative ? -quotient : quotient, -shift - 1);
}

function parts(x: Num): { mantissa: bigint; exponent: number } {
  return typeof x === "number" ? { mantissa: BigInt(x), exponent: 0 } : x;
}

/** The number that a double's shortest decimal notation names: 0.1 is a tenth. */
export function fromNumber(x: number): Num {
  if (Number.isSafeInteger(x)) return x;
  if (Number.isNaN(x)) throw new RangeError("not a number");
  if (!Number.isFinite(x)) return x;
  const power = Math.log2(Math.abs(x));
  // Below a power of two doubles are denser than above; what OpenTofu takes for the shortest notation does not see that.
  if (Number.isInteger(power) && 2 ** power === Math.abs(x)) {
    const { negative, digits, point } = shortestDigits(new BigFloat(x < 0 ? -1n : 1n, power), 53);
    return parseNumber(`${negative ? "-" : ""}0.${digits}e${point}`)!;
  }
  return parseNumber(String(x))!;
}

/** The number of a whole number of any size. */
export function fromBigInt(n: bigint): Num {
  return make(n, 0);
}

const DECIMAL = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d+))?$/;

/** Reads a decimal number; null if `text` is not a number, or is beyond any use (an exponent past a million). */
export function parseNumber(text: string): Num | null {
  // Most numbers are small.
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const match = DECIMAL.exec(text);
  if (!match) return null;
  const [, sign, digits = "", exponentText] = match;
  const point = digits.indexOf(".");
  const fraction = point < 0 ? 0 : digits.length - point - 1;
  const magnitude = BigInt(digits.replace(".", ""));
  const mantissa = sign === "-" ? -magnitude : magnitude;
  const exponent = Number(exponentText ?? 0) - fraction;
  if (mantissa === 0n) return sign === "-" ? -0 : 0;
  if (Math.abs(exponent) > 1_000_000) return null;
  return exponent >= 0
    ? make(mantissa * 10n ** BigInt(exponent), 0)
    : ratio(mantissa, 10n ** BigInt(-exponent));
}

/** The exact sum. */
export function addNumbers(a: Num, b: Num): Num {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum) || !Number.isFinite(sum)) return sum;
  }
  if (typeof a === "number" && !Number.isFinite(a)) return a;
  if (typeof b === "number" && !Number.isFinite(b)) return b;
  const x = parts(a);
  const y = parts(b);
  const exponent = Math.min(x.exponent, y.exponent);
  return make(
    (x.mantissa << BigInt(x.exponent - exponent)) + (y.mantissa << BigInt(y.exponent - exponent)),
    exponent,
  );
}

/** The number with the other sign. */
export function negateNumber(a: Num): Num {
  if (typeof a === "number") return -a;
  return new BigFloat(-a.mantissa, a.exponent);
}

/** The exact product. */
export function multiplyNumbers(a: Num, b: Num): Num {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) return product;
  }
  if (isInfinite(a) || isInfinite(b)) return signOf(a) * signOf(b) * Number.POSITIVE_INFINITY;
  if (a === 0 || b === 0) return signedZero(a, b);
  const x = parts(a);
  const y = parts(b);
  return make(x.mantissa * y.mantissa, x.exponent + y.exponent);
}

const isNegative = (a: Num): boolean => Object.is(a, -0) || signOf(a) < 0;

function signedZero(a: Num, b: Num): Num {
  return isNegative(a) === isNegative(b) ? 0 : -0;
}

/** The divisor must not be zero. */
export function divideNumbers(a: Num, b: Num): Num {
  if (typeof a === "number" && typeof b === "number") {
    const quotient = a / b;
    if (Number.isSafeInteger(quotient) && quotient * b === a) return quotient;
  }
  if (isInfinite(a)) return signOf(a) * signOf(b) * Number.POSITIVE_INFINITY;
  if (isInfinite(b) || a === 0) return signedZero(a, b);
  const x = parts(a);
  const y = parts(b);
  const shift = x.exponent - y.exponent;
  return shift >= 0
    ? ratio(x.mantissa << BigInt(shift), y.mantissa)
    : ratio(x.mantissa, y.mantissa << BigInt(-shift));
}

/** The remainder of a division truncated towards zero; `a` itself when `b` is zero. */
export function remainder(a: Num, b: Num): Num {
  if (isInfinite(a) || isInfinite(b)) return multiplyNumbers(a, b);
  if (b === 0) return a;
  return addNumbers(a, negateNumber(multiplyNumbers(b, truncateNumber(divideNumbers(a, b)))));
}

/** Negative, 0 or positive, as for sorting. */
export function compareNumbers(a: Num, b: Num): number {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  if (isInfinite(a)) return signOf(a);
  if (isInfinite(b)) return -signOf(b);
  if (signOf(a) !== signOf(b)) return signOf(a) < signOf(b) ? -1 : 1;
  const x = parts(a);
  const y = parts(b);
  const exponent = Math.min(x.exponent, y.exponent);
  const left = x.mantissa << BigInt(x.exponent - exponent);
  const right = y.mantissa << BigInt(y.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Whether they are the same number; each has one form. */
export function numbersEqual(a: Num, b: Num): boolean {
  if (typeof a === "number" || typeof b === "number") return a === b;
  return a.exponent === b.exponent && a.mantissa === b.mantissa;
}

/** The sign; -0 counts as 0. */
export function signOf(a: Num): -1 | 0 | 1 {
  if (typeof a === "number") return a < 0 ? -1 : a > 0 ? 1 : 0;
  return a.mantissa < 0n ? -1 : 1;
}

/** Whether it is one of both infinities. */
export function isInfinite(a: Num): boolean {
  return a === Number.POSITIVE_INFINITY || a === Number.NEGATIVE_INFINITY;
}

/** Whether it is a whole number; infinities are not. */
export function isInteger(a: Num): boolean {
  return typeof a === "number" ? Number.isFinite(a) : a.exponent >= 0;
}

/** Rounds towards zero. */
export function truncateNumber(a: Num): Num {
  if (typeof a === "number" || a.exponent >= 0) return a;
  const magnitude = (a.mantissa < 0n ? -a.mantissa : a.mantissa) >> BigInt(-a.exponent);
  return fromBigInt(a.mantissa < 0n ? -magnitude : magnitude);
}

/** The largest whole number that is not larger. */
export function floorNumber(a: Num): Num {
  if (typeof a === "number" || a.exponent >= 0) return a;
  return fromBigInt(a.mantissa >> BigInt(-a.exponent));
}

/** The integer itself; fractions are cut off. */
export function toBigInt(a: Num): bigint {
  if (typeof a === "number") return BigInt(Math.trunc(a));
  return a.exponent >= 0
    ? a.mantissa << BigInt(a.exponent)
    : (a.mantissa < 0n ? -1n : 1n) * ((a.mantissa < 0n ? -a.mantissa : a.mantissa) >> BigInt(-a.exponent));
}

/** The nearest JavaScript number. */
export function toFloat(a: Num): number {
  return typeof a === "number" ? a : Number(formatNumber(a));
}

/** The shortest decimal digits that read back as the same number with that many bits, and the decimal point's place: `0.digits * 10^point`. */
export function shortestDigits(
  a: BigFloat,
  precision = PRECISION,
): { negative: boolean; digits: string; point: number } {
  const negative = a.mantissa < 0n;
  const magnitude = negative ? -a.mantissa : a.mantissa;
  // One bit below the last that the precision has: that bit is half a unit in the last place.
  const shift = precision + 1 - bitLength(magnitude);
  const mantissa = magnitude << BigInt(shift);
  const exponent = a.exponent - shift;
  const exact = decimalOf(mantissa, exponent);
  const lower = decimalOf(mantissa - 1n, exponent);
  const upper = decimalOf(mantissa + 1n, exponent);
  const inclusive = ((mantissa >> 1n) & 1n) === 0n;
  const digitAt = (d: Decimal, i: number) =>
    i < 0 || i >= d.digits.length ? 0 : d.digits.charCodeAt(i) - 48;
  const lowerOffset = exact.point - lower.point;
  const upperOffset = exact.point - upper.point;
  const lowerLength = lower.digits.length + lowerOffset;
  const upperLength = upper.digits.length + upperOffset;
  for (let i = 0; i < exact.digits.length; i++) {
    const m = digitAt(exact, i);
    const l = digitAt(lower, i - lowerOffset);
    const u = digitAt(upper, i - upperOffset);
    const down = l !== m || (inclusive && i + 1 === lowerLength);
    const up = m !== u && (inclusive || m + 1 < u || i + 1 < upperLength);
    if (down && up) return { negative, ...roundDecimal(exact, i + 1, "nearest") };
    if (down) return { negative, ...roundDecimal(exact, i + 1, "down") };
    if (up) return { negative, ...roundDecimal(exact, i + 1, "up") };
  }
  return { negative, ...exact };
}

/** All decimal digits, and the decimal point's place: `0.digits * 10^point`. */
export function exactDigits(a: BigFloat): { negative: boolean; digits: string; point: number } {
  const negative = a.mantissa < 0n;
  return { negative, ...decimalOf(negative ? -a.mantissa : a.mantissa, a.exponent) };
}

interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** The exact decimal expansion of `mantissa * 2^exponent`, without trailing zeros. */
function decimalOf(mantissa: bigint, exponent: number): Decimal {
  const digits =
    exponent >= 0
      ? (mantissa << BigInt(exponent)).toString()
      : (mantissa * 5n ** BigInt(-exponent)).toString();
  return { digits: digits.replace(/0+$/, ""), point: digits.length - Math.max(0, -exponent) };
}

function roundDecimal(d: Decimal, length: number, how: "nearest" | "down" | "up"): Decimal {
  if (length >= d.digits.length) return d;
  let up = how === "up";
  if (how === "nearest") {
    const next = d.digits.charCodeAt(length) - 48;
    const tie = next === 5 && length + 1 === d.digits.length;
    up = tie ? length > 0 && (d.digits.charCodeAt(length - 1) & 1) === 1 : next >= 5;
  }
  const kept = d.digits.slice(0, length);
  if (!up) return { digits: kept.replace(/0+$/, ""), point: d.point };
  const raised = (BigInt(kept) + 1n).toString();
  return { digits: raised.replace(/0+$/, ""), point: d.point + raised.length - kept.length };
}

/** Decimal notation without an exponent, as OpenTofu prints numbers. */
export function formatNumber(a: Num): string {
  if (typeof a === "number") {
    if (Number.isFinite(a)) return Object.is(a, -0) ? "-0" : String(a);
    return a > 0 ? "+Inf" : "-Inf";
  }
  const { negative, digits, point } = shortestDigits(a);
  const sign = negative ? "-" : "";
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  if (digits.length <= point) return sign + digits + "0".repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
