/** Numbers: exact where integers and decimals are, 512 bits of mantissa elsewhere. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addNumbers,
  compareNumbers,
  divideNumbers,
  floorNumber,
  formatNumber,
  fromBigInt,
  multiplyNumbers,
  negateNumber,
  parseNumber,
  remainder,
  toBigInt,
  truncateNumber,
} from "../../../engine/values/number.js";

const big = fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n });
/** Decimals with up to 40 digits behind the point. */
const decimal = fc
  .tuple(big, fc.integer({ min: 0, max: 40 }))
  .map(([digits, places]) => `${digits}e-${places}`);
const number = (text: string) => parseNumber(text)!;

describe("integers", () => {
  it("are added, multiplied, compared exactly", () => {
    fc.assert(
      fc.property(big, big, (a, b) => {
        const [x, y] = [fromBigInt(a), fromBigInt(b)];
        expect(toBigInt(addNumbers(x, y))).toBe(a + b);
        expect(toBigInt(multiplyNumbers(x, y))).toBe(a * b);
        expect(compareNumbers(x, y)).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(formatNumber(x)).toBe(String(a));
      }),
    );
  });

  it("divide as BigInt does, towards zero, with a remainder of the dividend's sign", () => {
    fc.assert(
      fc.property(
        big,
        big.filter((b) => b !== 0n),
        (a, b) => {
          const [x, y] = [fromBigInt(a), fromBigInt(b)];
          expect(toBigInt(truncateNumber(divideNumbers(x, y)))).toBe(a / b);
          expect(toBigInt(remainder(x, y))).toBe(a % b);
        },
      ),
    );
  });
});

describe("decimals", () => {
  it("are written as they were read", () => {
    fc.assert(
      fc.property(big, fc.integer({ min: 1, max: 40 }), (digits, places) => {
        const text = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
        const plain = `${digits < 0n ? "-" : ""}${text.slice(0, -places)}.${text.slice(-places)}`;
        const canonical = plain.replace(/0+$/, "").replace(/\.$/, "").replace(/^-0$/, "0");
        expect(formatNumber(number(plain))).toBe(canonical);
      }),
    );
  });

  it("read back what they were written as", () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const quotient = number(b) === 0 ? number(a) : divideNumbers(number(a), number(b));
        expect(compareNumbers(number(formatNumber(quotient)), quotient)).toBe(0);
      }),
    );
  });

  it("have sums and products in any order", () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [x, y] = [number(a), number(b)];
        expect(addNumbers(x, y)).toEqual(addNumbers(y, x));
        expect(multiplyNumbers(x, y)).toEqual(multiplyNumbers(y, x));
        expect(compareNumbers(addNumbers(x, negateNumber(x)), 0)).toBe(0);
      }),
    );
  });

  it("have a floor at or below them", () => {
    fc.assert(
      fc.property(decimal, (a) => {
        const floor = floorNumber(number(a));
        expect(compareNumbers(floor, number(a))).toBeLessThanOrEqual(0);
        expect(compareNumbers(addNumbers(floor, 1), number(a))).toBe(1);
      }),
    );
  });
});

describe("a text that is not a number", () => {
  it.each(["", " 1", "1 ", "0x10", "1_000", "one", "1.2.3", "e5", "-", "NaN", "Infinity", "1e9999999"])(
    "%j is not one",
    (text) => {
      expect(parseNumber(text)).toBeNull();
    },
  );
});
