/** JSON whose numbers keep all of their digits, where a double could not. */
import { RawNumber } from "../values/index.js";

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

/** Whether two JSON values say the same. Members that are undefined count as absent, as they are when written. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (a instanceof RawNumber || b instanceof RawNumber) {
    return a instanceof RawNumber && b instanceof RawNumber && a.text === b.text;
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => sameJson(item, b[i]))
    );
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const defined = (record: Record<string, unknown>) =>
    Object.keys(record).filter((key) => record[key] !== undefined);
  const keys = defined(left);
  return (
    keys.length === defined(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  );
}
