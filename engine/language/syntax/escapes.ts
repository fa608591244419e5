import { Span } from "../source/source.js";
import type { TokenReader } from "./reader.js";
import type { Token } from "./tokens.js";

const SIMPLE: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The text that a literal part of a template stands for. Backslashes mean something in quotes only. */
export function decodeLiteral(reader: TokenReader, token: Token): string {
  const raw = reader.text(token);
  const quoted = token.kind === "quoted-text";
  if (!raw.includes("{") && !(quoted && raw.includes("\\"))) return raw;
  const pattern = quoted
    ? /\\(?:u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8}|[\s\S]?)|(?:\$\$|%%)\{/gu
    : /(?:\$\$|%%)\{/g;
  return raw.replace(pattern, (match, offset: number) => {
    if (match[0] !== "\\") return match.slice(1);
    const selector = match[1] ?? "";
    const simple = SIMPLE[selector];
    if (simple !== undefined) return simple;
    const from = token.from + offset;
    const span = new Span(reader.source, from, from + match.length, reader.constructPath);
    const invalid = (detail: string, result: string) => {
      reader.report("Invalid escape sequence", detail, span);
      return result;
    };
    if (selector === "u" || selector === "U") {
      const [length, word] = selector === "u" ? [4, "four"] : [8, "eight"];
      if (match.length !== length + 2) {
        return invalid(
          `The \\${selector} escape sequence must be followed by ${word} hexadecimal digits.`,
          match,
        );
      }
      const code = Number.parseInt(match.slice(2), 16);
      if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
      return invalid(`Cannot encode character U+${code.toString(16).padStart(4, "0")} in UTF-8.`, match);
    }
    if (selector === "")
      return invalid("Backslash must be followed by an escape sequence selector character.", match);
    return invalid(
      `The symbol ${JSON.stringify(selector)} is not a valid escape sequence selector.`,
      selector,
    );
  });
}
