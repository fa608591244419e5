/** Texts as values: quoting, several lines, JSON inside a string. */
import { isIdentifier } from "./identifier.js";

export interface ShownText {
  readonly text: string;
  /** Set when the text is a JSON object or array. */
  readonly json?: unknown;
  readonly multiline: boolean;
  readonly isNull: boolean;
}

/** A value as text: whether it has lines, or is JSON that can be compared part by part. */
export function inspectText(value: unknown): ShownText {
  if (value === null || value === undefined) return { text: "null", multiline: false, isNull: true };
  const text = String(value);
  if (text.startsWith("{") || text.startsWith("[")) {
    try {
      return { text, json: JSON.parse(text), multiline: false, isNull: false };
    } catch {
      // Not JSON after all: an ordinary text.
    }
  }
  if (text.includes("\n")) return { text: text.trim(), multiline: true, isNull: false };
  return { text, multiline: false, isNull: false };
}

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

/** A name as it stands before `=`, in quotes where it has to be. */
export function attributeName(name: string): string {
  return isIdentifier(name) ? name : quote(name);
}
