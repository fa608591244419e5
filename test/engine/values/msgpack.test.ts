import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ConversionError,
  NUMBER,
  objectOf,
  STRING,
  type Type,
  typeFromJson,
  Value,
} from "../../../engine/values/index.js";
import { fromMsgpack, toMsgpack } from "../../../engine/values/msgpack/index.js";

interface Vector {
  readonly what: string;
  readonly type: unknown;
  readonly hex: string;
}

/** What OpenTofu's own library writes for these values (go-cty 1.18). */
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "msgpack-vectors.json"), "utf8"),
);

const decode = (hex: string, type: Type) => fromMsgpack(Buffer.from(hex, "hex"), type);

describe("values in MessagePack", () => {
  it.each(vectors)("reads and writes $what as OpenTofu does", ({ what, type: json, hex }) => {
    const type = typeFromJson(json);
    const value = decode(hex, type);
    expect(toMsgpack(value, type).toString("hex")).toBe(hex);
    const number = /^number (.*)$/.exec(what)?.[1];
    if (number !== undefined) expect(value.equals(Value.number(number))).toBe(true);
  });

  it("keeps what is known of an unknown value", () => {
    const hexOf = (name: string) => vectors.find(({ what }) => what === name)!.hex;
    expect(decode(hexOf("prefix"), STRING).refinement).toEqual({ notNull: true, prefix: "env-" });
    const { min, max } = decode(hexOf("bounds"), NUMBER).refinement!;
    expect(min).toEqual({ value: 1, inclusive: true });
    expect(max?.inclusive).toBe(false);
  });

  it("reads any double exactly", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        const bytes = Buffer.alloc(9, 0xcb);
        bytes.writeDoubleBE(x, 1);
        const value = fromMsgpack(bytes, NUMBER);
        expect(value.asNumber()).toBe(x === 0 ? 0 : x);
        expect(fromMsgpack(toMsgpack(value), NUMBER).equals(value)).toBe(true);
      }),
    );
  });

  it("brings every value back", () => {
    fc.assert(
      fc.property(anyValue(), (value) => {
        expect(fromMsgpack(toMsgpack(value), value.type).equals(value)).toBe(true);
        const any = { kind: "dynamic" } as const;
        expect(fromMsgpack(toMsgpack(value, any), any).equals(value)).toBe(true);
      }),
    );
  });

  it("refuses what is not a value of the type, and says where", () => {
    const type = objectOf({ name: STRING, ports: { kind: "list", element: NUMBER } });
    const wrong = toMsgpack(
      Value.object({ name: Value.string("a"), ports: Value.list(STRING, [Value.string("x")]) }),
    );
    expect(() => fromMsgpack(wrong, type)).toThrow("ports.0: a number is required");
    expect(() => decode("80", type)).toThrow("an object with name, ports is required");
    expect(() => decode("81a178c0", type)).toThrow('an object without "x" is required');
    expect(() => decode("c1", STRING)).toThrow("0xc1 begins no MessagePack value");
    expect(() => decode("a1ff", STRING)).toThrow("not UTF-8");
    expect(() => decode("01ff", NUMBER)).toThrow("bytes follow the value");
    expect(() => decode("cb7ff8000000000000", NUMBER)).toThrow("a number is required");
  });

  it("never fails on foreign bytes but with an error about them", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        try {
          fromMsgpack(bytes, { kind: "dynamic" });
        } catch (error) {
          expect(error).toBeInstanceOf(ConversionError);
        }
      }),
    );
  });

  it("sends no marks", () => {
    expect(() => toMsgpack(Value.tuple([Value.string("secret").mark("sensitive")]))).toThrow("marks");
  });
});

function anyValue(): fc.Arbitrary<Value> {
  return fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.string({ unit: "binary" }).map((text) => Value.string(text)),
      fc.bigInt().map((n) => Value.number(n)),
      fc.double({ noNaN: true }).map((n) => Value.number(n)),
      fc.boolean().map((b) => Value.bool(b)),
      fc.constant(Value.null(STRING)),
      fc.constant(Value.unknown(NUMBER)),
      fc.string().map((prefix) => Value.unknown(STRING).refinePrefix(prefix)),
      fc.array(tie("value")).map((items) => Value.tuple(items)),
      fc.dictionary(fc.string(), tie("value")).map((entries) => Value.object(entries)),
      fc.array(fc.string()).map((items) =>
        Value.set(
          STRING,
          items.map((one) => Value.string(one)),
        ),
      ),
      fc.array(fc.bigInt()).map((items) =>
        Value.list(
          NUMBER,
          items.map((one) => Value.number(one)),
        ),
      ),
    ),
  })).value;
}
