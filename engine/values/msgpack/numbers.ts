import {
  BigFloat,
  divideNumbers,
  fromBigInt,
  multiplyNumbers,
  type Num,
  parseNumber,
  toBigInt,
  toFloat,
} from "../number.js";
import { Value } from "../value.js";
import { Double, type Token } from "./reader.js";
import type { Writer } from "./writer.js";

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** Integers of 64 bits and fractions that a double holds exactly travel as such, all others as decimal text. */
export function writeNumber(writer: Writer, n: Num, text: () => string): void {
  if (typeof n === "number") {
    if (Number.isFinite(n)) writer.integer(n);
    else writer.double(n);
    return;
  }
  // Far larger ones need not be spelled out to know that they do not fit.
  if (n.exponent >= 0 && n.exponent < 64) {
    const whole = toBigInt(n);
    if (whole >= LEAST && whole <= MOST) {
      writer.integer(whole);
      return;
    }
  }
  const nearest = n.exponent < 0 ? toFloat(n) : Number.NaN;
  if (Number.isFinite(nearest) && sameNumber(exactly(nearest), n)) writer.double(nearest);
  else writer.string(text());
}

/** Null where the token is not a number. */
export function numberOf(token: Token): Value | null {
  if (typeof token === "number" || typeof token === "bigint") return Value.number(token);
  if (token instanceof Double) return Number.isNaN(token.value) ? null : Value.number(exactly(token.value));
  const parsed = typeof token === "string" ? parseNumber(token) : null;
  return parsed === null ? null : Value.number(parsed);
}

/** The number that a double is, to the last bit; unlike a decimal notation of it. */
function exactly(x: number): Num {
  if (!Number.isFinite(x)) return x;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = field === 0 ? fraction : fraction | (1n << 52n);
  const exponent = Math.max(field, 1) - 1075;
  const scale = fromBigInt(1n << BigInt(Math.abs(exponent)));
  const signed = fromBigInt(bits >> 63n ? -mantissa : mantissa);
  return exponent < 0 ? divideNumbers(signed, scale) : multiplyNumbers(signed, scale);
}

function sameNumber(a: Num, b: BigFloat): boolean {
  return a instanceof BigFloat && a.exponent === b.exponent && a.mantissa === b.mantissa;
}
