/** Texts as values: quoting, several lines, JSON inside a string. */
import { parseJson } from "../values/exact-json.js";
import { isIdentifier, quote } from "../values/text.js";

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
      return { text, json: parseJson(text), multiline: false, isNull: false };
    } catch {
      // Not JSON after all: an ordinary text.
    }
  }
  if (text.includes("\n")) return { text: text.trim(), multiline: true, isNull: false };
  return { text, multiline: false, isNull: false };
}

/** A name as it stands before `=`, in quotes where it has to be. */
export function attributeName(name: string): string {
  return isIdentifier(name) ? name : quote(name);
}

/** Width that texts are wrapped to, and of rules between sections. */
export const WIDTH = 78;

/** Breaks prose at spaces; lines that begin with a space are left alone. */
export function wrap(text: string, width = WIDTH): string {
  return text
    .split("\n")
    .map((line) => (line.startsWith(" ") || line.length <= width - 1 ? line : wrapLine(line, width)))
    .join("\n");
}

function wrapLine(line: string, width: number): string {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ")) {
    if (current !== "" && current.length + 1 + word.length > width - 1) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  lines.push(current);
  return lines.join("\n");
}
