/** Values: equality, sets, marks, unknowns, conversion, and ways in and out. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BOOL,
  ConversionError,
  convert,
  convertible,
  DYNAMIC,
  fromJson,
  fromPlain,
  listOf,
  mapOf,
  NUMBER,
  objectOf,
  SENSITIVE,
  STRING,
  setOf,
  type Type,
  toJson,
  toPlain,
  tupleOf,
  typeFromJson,
  typesEqual,
  typeToJson,
  UNKNOWN,
  unify,
  Value,
} from "../../../engine/values/index.js";

const name = fc.constantFrom("a", "b", "c", "é", "__proto__", "constructor");

/** Types without dynamic parts. */
const type: fc.Arbitrary<Type> = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<Type>(STRING, NUMBER, BOOL),
    tie("type").map(listOf),
    tie("type").map(setOf),
    tie("type").map(mapOf),
    fc.array(tie("type"), { maxLength: 3 }).map(tupleOf),
    fc.uniqueArray(fc.tuple(name, tie("type")), { maxLength: 3, selector: ([n]) => n }).map((entries) => {
      const attributes: Record<string, Type> = Object.create(null);
      for (const [n, t] of entries) attributes[n] = t;
      return objectOf(attributes);
    }),
  ),
})).type;

function valueOfType(t: Type): fc.Arbitrary<Value> {
  const known = ((): fc.Arbitrary<Value> => {
    switch (t.kind) {
      case "string":
        return fc.string({ unit: "grapheme", maxLength: 5 }).map(Value.string);
      case "number":
        return fc.oneof(
          fc.integer().map((n) => Value.number(n)),
          fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((n) => Value.number(`${n}e-9`)),
        );
      case "bool":
        return fc.boolean().map(Value.bool);
      case "list":
        return fc
          .array(valueOfType(t.element), { maxLength: 3 })
          .map((items) => Value.list(t.element, items));
      case "set":
        return fc.array(valueOfType(t.element), { maxLength: 3 }).map((items) => Value.set(t.element, items));
      case "map":
        return fc
          .dictionary(name, valueOfType(t.element), { maxKeys: 3 })
          .map((m) => Value.map(t.element, Object.entries(m)));
      case "tuple":
        return fc.tuple(...t.elements.map(valueOfType)).map((items) => Value.tuple(items));
      case "object":
        return fc
          .tuple(...Object.values(t.attributes).map(valueOfType))
          .map((items) => Value.object(Object.keys(t.attributes).map((n, i) => [n, items[i]!])));
      default:
        throw new Error("no dynamic types here");
    }
  })();
  return fc.oneof({ weight: 8, arbitrary: known }, { weight: 1, arbitrary: fc.constant(Value.null(t)) });
}

const typed = type.chain((t) => fc.tuple(fc.constant(t), valueOfType(t)));

describe("any value", () => {
  it("has the type it was made with, and equals itself made again", () => {
    fc.assert(
      fc.property(typed, ([t, v]) => {
        expect(typesEqual(v.type, t)).toBe(true);
        expect(v.isWhollyKnown).toBe(true);
        expect(v.equals(fromJson(toJson(v), t))).toBe(true);
      }),
    );
  });

  it("comes back from JSON where its type is open", () => {
    fc.assert(
      fc.property(typed, ([, v]) => {
        const back = fromJson(toJson(v, DYNAMIC), DYNAMIC);
        // A null of any type is null.
        expect(v.isNull ? back.isNull : back.equals(v)).toBe(true);
      }),
    );
  });

  it("is not changed by a conversion to its own type or to any type", () => {
    fc.assert(
      fc.property(typed, ([t, v]) => {
        expect(convert(v, t)).toBe(v);
        expect(convert(v, DYNAMIC)).toBe(v);
      }),
    );
  });

  it("loses no mark, and gets none from a value beside it", () => {
    fc.assert(
      fc.property(typed, ([, v]) => {
        const marked = v.mark(SENSITIVE);
        expect(marked.unmark().equals(v)).toBe(true);
        const pair = Value.tuple([marked, v]);
        expect(pair.containsMarked).toBe(true);
        expect(pair.elements()[1]!.containsMarked).toBe(false);
        const all = new Set<string>();
        expect(pair.unmarkDeep(all).equals(Value.tuple([v, v]))).toBe(true);
        expect([...all]).toEqual([SENSITIVE]);
      }),
    );
  });

  it("is in a set once", () => {
    fc.assert(
      fc.property(
        type.chain((t) => fc.tuple(fc.constant(t), fc.array(valueOfType(t), { maxLength: 5 }))),
        ([t, items]) => {
          const set = Value.set(t, items);
          expect(Value.set(t, [...items, ...items]).equals(set)).toBe(true);
          expect(Value.set(t, [...items].reverse()).equals(set)).toBe(true);
          for (const item of items) expect(set.elements().filter((e) => e.equals(item))).toHaveLength(1);
        },
      ),
    );
  });
});

describe("types", () => {
  it("come back from JSON", () => {
    fc.assert(
      fc.property(type, (t) => {
        expect(typesEqual(typeFromJson(JSON.parse(JSON.stringify(typeToJson(t)))), t)).toBe(true);
      }),
    );
  });

  it("unify with themselves, and to a type that both convert to", () => {
    fc.assert(
      fc.property(type, type, (a, b) => {
        expect(typesEqual(unify([a, a])!, a)).toBe(true);
        const common = unify([a, b]);
        if (common) {
          expect(convertible(a, common, true)).toBe(true);
          expect(convertible(b, common, true)).toBe(true);
        }
      }),
    );
  });

  it("unify to a list rather than to a set, as OpenTofu does", () => {
    const pair = objectOf({ a: tupleOf([]), b: tupleOf([NUMBER, STRING]) });
    for (const element of [BOOL, STRING])
      expect(unify([pair, mapOf(setOf(element))])).toEqual(mapOf(listOf(STRING)));
    expect(unify([setOf(NUMBER), listOf(NUMBER)])).toEqual(listOf(NUMBER));
  });
});

describe("conversion", () => {
  it.each([
    ["a number to a text", Value.number("1.50"), STRING, Value.string("1.5")],
    ["a text to a number", Value.string("1e2"), NUMBER, Value.number(100)],
    ["a text to a bool", Value.string("true"), BOOL, Value.bool(true)],
    [
      "a tuple to a list",
      Value.tuple([Value.number(1), Value.string("a")]),
      listOf(DYNAMIC),
      Value.list(STRING, [Value.string("1"), Value.string("a")]),
    ],
    [
      "a list to a set",
      Value.list(STRING, ["b", "a", "b"].map(Value.string)),
      setOf(STRING),
      Value.set(STRING, ["a", "b"].map(Value.string)),
    ],
    [
      "an object to a map",
      Value.object({ a: Value.number(1), b: Value.bool(true) }),
      mapOf(STRING),
      Value.map(STRING, { a: Value.string("1"), b: Value.string("true") }),
    ],
    [
      "a map to an object",
      Value.map(STRING, { a: Value.string("1") }),
      objectOf({ a: NUMBER }),
      Value.object({ a: Value.number(1) }),
    ],
    [
      "an object to one with optional attributes",
      Value.object({ a: Value.number(1), z: Value.bool(true) }),
      objectOf({ a: NUMBER, b: STRING }, ["b"]),
      Value.object({ a: Value.number(1), b: Value.null(STRING) }),
    ],
    ["null to a null of the type", Value.null(DYNAMIC), listOf(STRING), Value.null(listOf(STRING))],
    ["an unknown value to an unknown one", Value.unknown(DYNAMIC), STRING, Value.unknown(STRING)],
    ["a secret to a secret", Value.number(1).mark(SENSITIVE), STRING, Value.string("1").mark(SENSITIVE)],
  ] as const)("%s", (_, given, wanted, expected) => {
    expect(convert(given, wanted).equals(expected)).toBe(true);
  });

  it.each([
    ["a text that is not a number", Value.string("x"), NUMBER, "a number is required"],
    ["a number to a bool", Value.number(1), BOOL, "bool required, but have number"],
    [
      "an object that lacks an attribute",
      Value.object({}),
      objectOf({ a: STRING, b: STRING }),
      'attributes "a" and "b" are required',
    ],
    [
      "a tuple with another kind of element",
      Value.tuple([Value.tuple([])]),
      listOf(STRING),
      "element 0: string required, but have tuple",
    ],
    ["a list to a text", Value.list(STRING, []), STRING, "string required, but have list of string"],
  ] as const)("refuses %s, with the reason", (_, given, wanted, message) => {
    expect(() => convert(given, wanted)).toThrow(new ConversionError(message));
  });

  it("tells where inside a value it failed", () => {
    const given = Value.object({ a: Value.list(STRING, [Value.string("1"), Value.string("x")]) });
    try {
      convert(given, objectOf({ a: listOf(NUMBER) }));
      expect.unreachable();
    } catch (e) {
      expect((e as ConversionError).path).toEqual([{ attribute: "a" }, { index: 1 }]);
    }
  });
});

describe("unknown values", () => {
  it("are what is known of them, once that leaves one possibility", () => {
    const five = { value: 5, inclusive: true };
    expect(Value.unknown(NUMBER, { notNull: true, min: five, max: five }).equals(Value.number(5))).toBe(true);
    expect(
      Value.unknown(listOf(STRING), { notNull: true, minLength: 0, maxLength: 0 }).equals(
        Value.list(STRING, []),
      ),
    ).toBe(true);
    expect(
      Value.unknown(listOf(STRING), { notNull: true, minLength: 2, maxLength: 2 }).elements(),
    ).toHaveLength(2);
  });

  it("make what holds them not wholly known", () => {
    const v = Value.object({ a: Value.tuple([Value.unknown(STRING)]), b: Value.string("x") });
    expect([v.isKnown, v.isWhollyKnown]).toEqual([true, false]);
    expect(toPlain(v)).toEqual({ a: [UNKNOWN], b: "x" });
    expect(() => toJson(v)).toThrow(/unknown/);
  });
});

describe("text", () => {
  it("is in normal form C: what looks the same is the same", () => {
    expect(Value.string("e\u0301").equals(Value.string("\u00e9"))).toBe(true);
    expect(
      Value.map(STRING, [["e\u0301", Value.string("x")]])
        .at("\u00e9")
        ?.asString(),
    ).toBe("x");
  });

  it("is in the order of its code points", () => {
    const letters = ["\u{1f600}", "\uffee", "z", "B", "a"].map(Value.string);
    expect(toPlain(Value.set(STRING, letters))).toEqual(["B", "a", "z", "\uffee", "\u{1f600}"]);
  });
});

describe("plain data", () => {
  it("becomes values of a type, and back", () => {
    const t = objectOf({ a: setOf(NUMBER), b: mapOf(STRING), c: DYNAMIC, d: BOOL });
    const v = fromPlain({ a: [2, 1, 2], b: { k: 5 }, c: [1, "x", null], d: UNKNOWN }, t);
    expect(toPlain(v)).toEqual({ a: [1, 2], b: { k: "5" }, c: [1, "x", null], d: UNKNOWN });
  });

  it("that does not fit is refused", () => {
    expect(() => fromPlain({ a: "x" }, objectOf({ a: NUMBER }))).toThrow(ConversionError);
    expect(() => fromPlain({ a: 1, b: 2 }, objectOf({ a: NUMBER, b: listOf(STRING) }))).toThrow(
      ConversionError,
    );
  });
});
