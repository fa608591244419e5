/** Values as a console prints them, and as outputs are shown after an apply. */
import { EPHEMERAL, SENSITIVE, type Type, typeName, type Value } from "./index.js";

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\v": "\\v",
};

/** A text in quotes, with everything unprintable escaped, as plans show it. */
export function quote(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped.
  const body = text.replace(/[\\"\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202f\ufeff]/g, (c) => {
    const known = ESCAPES[c];
    if (known) return known;
    const code = c.charCodeAt(0);
    return code < 0x80
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });
  return `"${body}"`;
}

/** Whether a name can be written without quotes. */
export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name);
}

/** `tolist([ "a", ])` and similar: text that could be typed in again. */
export function renderValue(value: Value, indent = 0): string {
  if (!value.isKnown) return "(known after apply)";
  if (value.hasMark(EPHEMERAL)) return "(ephemeral value)";
  if (value.hasMark(SENSITIVE)) return "(sensitive value)";
  if (value.isNull) return nullText(value.type);
  const plain = value.unmark();
  switch (plain.type.kind) {
    case "string":
      return heredoc(plain.asString(), indent) ?? quote(plain.asString());
    case "number":
      return plain.numberText();
    case "bool":
      return String(plain.asBool());
    case "object":
      return mapping(plain, indent);
    case "map":
      return `tomap(${mapping(plain, indent)})`;
    case "tuple":
      return sequence(plain, indent);
    default:
      return `to${plain.type.kind}(${sequence(plain, indent)})`;
  }
}

function nullText(type: Type): string {
  switch (type.kind) {
    case "dynamic":
      return "null";
    case "string":
    case "number":
    case "bool":
      return `to${type.kind}(null)`;
    case "list":
    case "set":
    case "map":
      return `to${type.kind}(null) /* of ${typeName(type.element)} */`;
    default:
      return `null /* ${typeName(type)} */`;
  }
}

function heredoc(text: string, indent: number): string | null {
  const lines = text.split("\n");
  if (lines.length < 2) return null;
  let delimiter = "EOT";
  while (lines.some((line) => line.trim() === delimiter)) delimiter += "_";
  const margin = `\n${" ".repeat(indent)}`;
  return `${indent > 0 ? "<<-" : "<<"}${delimiter}${lines.map((line) => margin + line).join("")}${margin}${delimiter}`;
}

function mapping(value: Value, indent: number): string {
  const margin = `\n${" ".repeat(indent + 2)}`;
  const lines = value
    .entries()
    .map(
      ([name, child]) =>
        `${margin}${heredoc(name, indent + 2) ?? quote(name)} = ${renderValue(child, indent + 2)}`,
    );
  return lines.length === 0 ? "{}" : `{${lines.join("")}\n${" ".repeat(indent)}}`;
}

function sequence(value: Value, indent: number): string {
  const margin = `\n${" ".repeat(indent + 2)}`;
  const lines = value.elements().map((child) => `${margin}${renderValue(child, indent + 2)},`);
  return lines.length === 0 ? "[]" : `[${lines.join("")}\n${" ".repeat(indent)}]`;
}
