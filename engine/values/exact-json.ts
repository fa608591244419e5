/** JSON whose numbers keep all of their digits, where a double could not. */

/** A number in JSON whose digits matter. `JSON.stringify` writes the nearest double. */
export class RawNumber {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }

  toJSON(): number {
    return Number(this.text);
  }
}

/** Marks a text that stands for a number while it passes through `JSON`. */
const MARK = "\u0000number:";

/** `JSON.stringify` that writes numbers of any size to the digit. */
export function stringifyJson(value: unknown, indent?: number): string {
  let marked = false;
  const text = JSON.stringify(
    value,
    function (this: Record<string, unknown>, key: string, plain: unknown) {
      const original = this[key];
      if (!(original instanceof RawNumber)) return plain;
      marked = true;
      return MARK + original.text;
    },
    indent,
  );
  return marked ? text.replace(/"\\u0000number:([^"]*)"/g, "$1") : text;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** @throws SyntaxError as `JSON.parse` does */
export function parseJson(text: string): unknown {
  // Only numbers with many digits can lose some.
  if (!/\d{16}|\.\d{15}/.test(text)) return JSON.parse(text);
  const plain: unknown = JSON.parse(text);
  const kept = text.replace(TOKEN, (token) => {
    if (token.startsWith('"') || token.replace(/\D/g, "").length < 16) return token;
    return String(Number(token)) === token ? token : JSON.stringify(MARK + token);
  });
  if (kept === text) return plain;
  return JSON.parse(kept, (_key, value) =>
    typeof value === "string" && value.startsWith(MARK) ? new RawNumber(value.slice(MARK.length)) : value,
  );
}
