import { BOOL, compareStrings, listOf, NUMBER, STRING, Value } from "../../values/index.js";
import { graphemes } from "../../values/strings.js";
import { strings, wholeNumber } from "./arguments.js";
import { define, FunctionError, type LanguageFunction, ofString, parameter, str } from "./function.js";

const test = (second: string, holds: (text: string, other: string) => boolean) =>
  define([str, parameter(second, STRING)], BOOL, ([s, other]) =>
    Value.bool(holds(s!.asString(), other!.asString())),
  );

const SPACE = /^[\s\u0085]+|[\s\u0085]+$/gu;

function trimmed(text: string, cutset: string): string {
  const set = new Set(cutset);
  const letters = [...text];
  let from = 0;
  let to = letters.length;
  while (from < to && set.has(letters[from]!)) from++;
  while (to > from && set.has(letters[to - 1]!)) to--;
  return letters.slice(from, to).join("");
}

function substring(text: string, offsetValue: Value, lengthValue: Value): string {
  const given = wholeNumber(offsetValue);
  const length = wholeNumber(lengthValue);
  const letters = graphemes(text);
  // From the end; where there is less text than that, from its start.
  const offset = given < 0 ? Math.max(0, given + letters.length) : given;
  return letters.slice(offset, length < 0 ? undefined : offset + length).join("");
}

/** One letter for each: what would become several (ß as SS) stays as it is. */
function letterwise(text: string, change: (c: string) => string): string {
  return text.replace(/[a-zA-Z]+|[\u0080-\u{10ffff}]/gu, (c) => {
    if (c === "\u0130" && change("I") === "i") return "i";
    const changed = change(c);
    return changed.length === c.length ? changed : c;
  });
}

/** Digraphs have a form of their own at the start of a word. */
const TITLE_FORMS: Readonly<Record<string, string>> = {
  "\u01c6": "\u01c5",
  "\u01c4": "\u01c5",
  "\u01c9": "\u01c8",
  "\u01c7": "\u01c8",
  "\u01cc": "\u01cb",
  "\u01ca": "\u01cb",
  "\u01f3": "\u01f2",
  "\u01f1": "\u01f2",
};

function titleLetter(letter: string): string {
  return TITLE_FORMS[letter] ?? letterwise(letter, (c) => c.toUpperCase());
}

/** The first letter of each word as a capital. */
function titled(text: string): string {
  return text.replace(
    /(^|[^\p{L}\p{N}_])(\p{L})/gu,
    (_, before: string, letter: string) => before + titleLetter(letter),
  );
}

/** What is known of an unknown text's start may be enough. */
function startsWith(value: Value, prefix: string): Value {
  if (value.isKnown) return Value.bool(value.asString().startsWith(prefix));
  const known = value.refinement?.prefix ?? "";
  if (known.startsWith(prefix)) return Value.bool(true);
  return known !== "" && known.length >= prefix.length ? Value.bool(false) : Value.unknown(BOOL);
}

function joined(args: readonly Value[]): Value {
  const [separator, ...lists] = args as [Value, ...Value[]];
  if (lists.length === 0) throw new FunctionError("at least one list is required");
  const parts: string[] = [];
  for (const [at, list] of lists.entries()) {
    for (const [i, v] of list.elements().entries()) {
      if (!v.isKnown) return Value.unknown(STRING);
      if (v.isNull) {
        const where = lists.length > 1 ? `element ${i} of list ${at + 1}` : `element ${i}`;
        throw new FunctionError(`${where} is null; cannot concatenate null values`, at + 1);
      }
      parts.push(v.asString());
    }
  }
  return Value.string(parts.join(separator.asString()));
}

export const STRING_FUNCTIONS: Readonly<Record<string, LanguageFunction>> = {
  chomp: ofString((s) => s.replace(/(?:\r\n?|\n)*$/, "")),
  endswith: test("suffix", (s, suffix) => s.endsWith(suffix)),
  indent: define([parameter("spaces", NUMBER), str], STRING, ([spaces, s]) => {
    const width = wholeNumber(spaces!);
    if (width < 0) throw new FunctionError("the number of spaces must not be negative");
    const padding = " ".repeat(width);
    return Value.string(s!.asString().replaceAll("\n", `\n${padding}`));
  }),
  join: define([parameter("separator", STRING)], STRING, joined, {
    rest: parameter("lists", listOf(STRING)),
  }),
  lower: ofString((s) => letterwise(s, (c) => c.toLowerCase())),
  sort: define([parameter("list", listOf(STRING))], listOf(STRING), ([list]) => {
    const items = list!.elements();
    // The order is open, how many there are is not.
    if (!list!.isWhollyKnown)
      return Value.list(
        STRING,
        items.map(() => Value.unknown(STRING, { notNull: true })),
      );
    const missing = items.findIndex((v) => v.isNull);
    if (missing >= 0) {
      throw new FunctionError(`given list element ${missing} is null; a null string cannot be sorted`);
    }
    return strings(items.map((v) => v.asString()).sort(compareStrings));
  }),
  split: define([parameter("separator", STRING), str], listOf(STRING), ([separator, s]) => {
    const text = s!.asString();
    const by = separator!.asString();
    return strings(by === "" ? [...text] : text.split(by));
  }),
  startswith: define(
    [parameter("str", STRING, "unknown"), parameter("prefix", STRING)],
    BOOL,
    ([s, prefix]) => startsWith(s!, prefix!.asString()),
  ),
  strcontains: test("substr", (s, part) => s.includes(part)),
  strrev: ofString((s) => graphemes(s).reverse().join("")),
  substr: define(
    [str, parameter("offset", NUMBER), parameter("length", NUMBER)],
    STRING,
    ([s, offset, length]) => Value.string(substring(s!.asString(), offset!, length!)),
  ),
  title: ofString(titled),
  trim: define([str, parameter("cutset", STRING)], STRING, ([s, cutset]) =>
    Value.string(trimmed(s!.asString(), cutset!.asString())),
  ),
  trimprefix: define([str, parameter("prefix", STRING)], STRING, ([s, prefix]) => {
    const text = s!.asString();
    const start = prefix!.asString();
    return Value.string(text.startsWith(start) ? text.slice(start.length) : text);
  }),
  trimspace: ofString((s) => s.replace(SPACE, "")),
  trimsuffix: define([str, parameter("suffix", STRING)], STRING, ([s, suffix]) => {
    const text = s!.asString();
    const end = suffix!.asString();
    return Value.string(end !== "" && text.endsWith(end) ? text.slice(0, -end.length) : text);
  }),
  upper: ofString((s) => letterwise(s, (c) => c.toUpperCase())),
};
