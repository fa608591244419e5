/** Expressions that nobody thought of: the language's parts put together at random, more or less of fitting types. */
import fc from "fast-check";

const text = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "b,c",
    "héllo",
    "Ab Cd",
    "1",
    "-2.5",
    "true",
    "2024-01-31T12:00:00Z",
    "10.0.0.0/16",
    "x-1.y",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);
const quoted = text.map((value) =>
  JSON.stringify(value.replace(/[\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu, ""))
    .replaceAll("${", "$${")
    .replaceAll("%{", "%%{"),
);
const number = fc.oneof(
  fc.integer({ min: -12, max: 12 }).map(String),
  fc.integer({ min: -9999, max: 9999 }).map((n) => String(n / 100)),
  fc.constantFrom("0", "123456789012345678901", "0.1", "1e3"),
);
const bool = fc.constantFrom("true", "false");

type Call = readonly [name: string, ...kinds: ("text" | "number" | "list" | "map" | "any" | "bool")[]];

/** Functions with what they take, by what they give. Not those of sets: with a
 * null beside a list or an object, tofu itself fails in them. */
const CALLS: Readonly<Record<"text" | "number" | "list" | "map" | "bool", readonly Call[]>> = {
  text: [
    ["upper", "text"],
    ["lower", "text"],
    ["title", "text"],
    ["strrev", "text"],
    ["trimspace", "text"],
    ["trim", "text", "text"],
    ["trimprefix", "text", "text"],
    ["trimsuffix", "text", "text"],
    ["substr", "text", "number", "number"],
    ["replace", "text", "text", "text"],
    ["join", "text", "list"],
    ["format", "text", "any"],
    ["jsonencode", "any"],
    ["yamlencode", "any"],
    ["base64encode", "text"],
    ["urlencode", "text"],
    ["md5", "text"],
    ["tostring", "any"],
    ["element", "list", "number"],
    ["coalesce", "text", "text"],
    ["lookup", "map", "text", "text"],
    ["indent", "number", "text"],
    ["chomp", "text"],
  ],
  number: [
    ["length", "any"],
    ["abs", "number"],
    ["ceil", "number"],
    ["floor", "number"],
    ["signum", "number"],
    ["min", "number", "number"],
    ["max", "number", "number", "number"],
    ["parseint", "text", "number"],
    ["tonumber", "any"],
    ["sum", "list"],
    ["index", "list", "any"],
  ],
  list: [
    ["split", "text", "text"],
    ["sort", "list"],
    ["reverse", "list"],
    ["distinct", "list"],
    ["compact", "list"],
    ["concat", "list", "list"],
    ["flatten", "list"],
    ["keys", "map"],
    ["values", "map"],
    ["range", "number", "number"],
    ["slice", "list", "number", "number"],
    ["chunklist", "list", "number"],
    ["toset", "list"],
    ["tolist", "list"],
    ["coalescelist", "list", "list"],
    ["regexall", "text", "text"],
    ["formatlist", "text", "list"],
  ],
  map: [
    ["merge", "map", "map"],
    ["tomap", "map"],
    ["zipmap", "list", "list"],
    ["transpose", "map"],
    ["jsondecode", "text"],
  ],
  bool: [
    ["contains", "list", "any"],
    ["startswith", "text", "text"],
    ["endswith", "text", "text"],
    ["strcontains", "text", "text"],
    ["alltrue", "list"],
    ["anytrue", "list"],
    ["can", "any"],
    ["tobool", "any"],
  ],
};

const { any } = fc.letrec<Record<string, string>>((tie) => {
  const one = (kind: string) => tie(kind) as fc.Arbitrary<string>;
  const calls = (kind: keyof typeof CALLS) =>
    fc
      .constantFrom(...CALLS[kind])
      .chain(([name, ...kinds]) => fc.tuple(...kinds.map(one)).map((args) => `${name}(${args.join(", ")})`));
  const chosen = (kind: string) =>
    fc.tuple(one("bool"), one(kind), one("any")).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`);
  const binary = (operators: readonly string[], kind: string) =>
    fc
      .tuple(fc.constantFrom(...operators), one(kind), one(kind))
      .map(([operator, a, b]) => `(${a} ${operator} ${b})`);
  const deep = (kind: keyof typeof CALLS, plain: fc.Arbitrary<string>, ...others: fc.Arbitrary<string>[]) =>
    fc.oneof({ maxDepth: 4, depthIdentifier: "all" }, plain, calls(kind), chosen(kind), ...others);
  return {
    text: deep(
      "text",
      quoted,
      fc.tuple(one("any"), one("text")).map(([a, b]) => `"<$\{${a}}|$\{${b}}>"`),
    ),
    number: deep("number", number, binary(["+", "-", "*", "/", "%"], "number")),
    bool: deep(
      "bool",
      bool,
      binary(["==", "!="], "any"),
      binary(["<", "<=", ">", ">="], "number"),
      binary(["&&", "||"], "bool"),
    ),
    list: deep(
      "list",
      fc.array(one("any"), { maxLength: 3, depthIdentifier: "all" }).map((items) => `[${items.join(", ")}]`),
      one("list").map((list) => `[for i, x in ${list} : [i, x]]`),
      one("list").map((list) => `${list}[*]`),
      one("map").map((map) => `[for k, v in ${map} : v]`),
    ),
    map: deep(
      "map",
      fc
        .array(fc.tuple(fc.constantFrom("a", "b", "c", '"d e"'), one("any")), { maxLength: 3 })
        .map((entries) => `{ ${entries.map(([key, value]) => `${key} = ${value}`).join(", ")} }`),
      one("list").map((list) => `{ for i, x in ${list} : "k$\{i}" => x }`),
      one("list").map((list) => `{ for x in ${list} : tostring(x) => x... }`),
    ),
    any: fc.oneof(
      { maxDepth: 4, depthIdentifier: "all" },
      fc.constantFrom("null", "var.names", "var.tags", "var.ports", "var.server", "var.anything"),
      one("text"),
      one("number"),
      one("bool"),
      one("list"),
      one("map"),
    ),
  };
});

/** Whatever fails is told by the fallback, so that one console takes all of them. */
export function generated(seed: number, count: number): string[] {
  return fc.sample(any!, { seed, numRuns: count }).map((expression) => `try(${expression}, "no result")`);
}
