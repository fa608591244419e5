/** Values as they are written in the native syntax. */

import type { Value } from "../../values/index.js";
import { isIdentifier } from "../../values/text.js";
import { type LayoutToken, layOut } from "./layout.js";

/** A value that is wholly known as an expression. */
export const expressionOf = (value: Value): string => layOut(tokens(value));

/** The attributes of an object as arguments, one a line, as in a file of variables. */
export const argumentsOf = (object: Value): string =>
  layOut(object.entries().flatMap(([name, value]) => [...pair(word(name), value), NEWLINE]));

const token = (kind: LayoutToken["kind"], text: string = kind): LayoutToken => ({ kind, text });
const NEWLINE = token("newline", "\n");
const word = (text: string): LayoutToken[] => [token("identifier", text)];
const pair = (key: readonly LayoutToken[], value: Value): LayoutToken[] => [
  ...key,
  token("="),
  ...tokens(value),
];

function tokens(value: Value): LayoutToken[] {
  if (value.isNull) return word("null");
  switch (value.type.kind) {
    case "bool":
      return word(String(value.asBool()));
    case "number":
      return number(value.numberText());
    case "string":
      return text(value.asString());
    case "map":
    case "object":
      return object(value);
    default: {
      const items = value.elements().map(tokens);
      return [
        token("["),
        ...items.flatMap((item, at) => (at === 0 ? item : [token(","), ...item])),
        token("]"),
      ];
    }
  }
}

const number = (digits: string): LayoutToken[] =>
  digits.startsWith("-") ? [token("-"), token("number", digits.slice(1))] : [token("number", digits)];

function object(value: Value): LayoutToken[] {
  const entries = value.entries();
  if (entries.length === 0) return [token("{"), token("}")];
  const inside = entries.flatMap(([name, item]) => [
    ...pair(isIdentifier(name) ? word(name) : text(name), item),
    NEWLINE,
  ]);
  return [token("{"), NEWLINE, ...inside, token("}")];
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped.
const UNPRINTABLE = /[\u0000-\u001f"\\\u007f-\u009f]/g;

function text(content: string): LayoutToken[] {
  const escaped = content
    .replace(UNPRINTABLE, (c) => ESCAPES[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/[$%](?=\{)/g, "$&$&");
  const quote = [token("open-quote", '"'), token("close-quote", '"')];
  return escaped === "" ? quote : [quote[0]!, token("quoted-text", escaped), quote[1]!];
}
