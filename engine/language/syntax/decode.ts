/** Files of the language as text and back. As in OpenTofu they are UTF-8, but for comments, which keep whatever bytes they have. */
import { isUtf8 } from "node:buffer";
import type { Diag } from "../../interfaces/diag.js";
import { error } from "../source/diagnostics.js";
import { Source, Span } from "../source/source.js";
import { tokenize } from "./tokens.js";

/** A byte that is not UTF-8 is this half of a surrogate pair plus the byte, which no UTF-8 text has. */
const ESCAPE = 0xdc00;
const ESCAPED = /(?<![\ud800-\udbff])[\udc80-\udcff]/;

/** A file of the language; a message at the first place outside a comment that is not UTF-8. */
export function decodeSource(file: string, bytes: Uint8Array): Source | Diag {
  const source = new Source(file, decode(bytes));
  const bad = isUtf8(bytes) ? undefined : firstOutsideComments(source);
  if (bad === undefined) return source;
  return error(
    "Invalid character encoding",
    `The file ${file} is not UTF-8 text here. Save it as UTF-8, in your editor or with "iconv -f ISO-8859-1 -t UTF-8".`,
    new Span(new Source(file, source.text.replaceAll(new RegExp(ESCAPED, "g"), "\ufffd")), bad, bad + 1),
  );
}

/** The bytes of what `decodeSource` has read. */
export function encodeSource(text: string): Buffer {
  const parts = text.split(new RegExp(`(${ESCAPED.source})`));
  return Buffer.concat(
    parts.map((part, at) => (at % 2 === 0 ? Buffer.from(part) : Buffer.of(part.charCodeAt(0) - ESCAPE))),
  );
}

function decode(bytes: Uint8Array): string {
  const decoder = new TextDecoder();
  if (isUtf8(bytes)) return decoder.decode(bytes);
  let text = "";
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!;
    const length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    const character = bytes.subarray(at, at + length);
    text += isUtf8(character) ? decoder.decode(character) : String.fromCharCode(ESCAPE + first);
    at += isUtf8(character) ? length : 1;
  }
  return text;
}

/** The offset of the first byte in a token that is not UTF-8. JSON has no comments. */
function firstOutsideComments({ file, text }: Source): number | undefined {
  if (file.endsWith(".json")) return text.search(ESCAPED);
  for (const { from, to } of tokenize(text, "code")) {
    const at = text.slice(from, to).search(ESCAPED);
    if (at >= 0) return from + at;
  }
  return undefined;
}
