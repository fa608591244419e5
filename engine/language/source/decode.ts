import { isUtf8 } from "node:buffer";
import type { Diag } from "../../interfaces/diag.js";
import { error } from "./diagnostics.js";
import { Source, Span } from "./source.js";

/** A file of the language, which is text in UTF-8; otherwise a message at the first place that is not. */
export function decodeSource(file: string, bytes: Uint8Array): Source | Diag {
  const text = new TextDecoder().decode(bytes);
  if (isUtf8(bytes)) return new Source(file, text);
  const lossy = new TextEncoder().encode(text);
  const bad = lossy.findIndex((byte, index) => byte !== bytes[index]);
  const from = new TextDecoder().decode(bytes.subarray(0, bad)).length;
  return error(
    "Invalid character encoding",
    `The file ${file} is not UTF-8 text from here on. Save it as UTF-8, in your editor or with "iconv -f ISO-8859-1 -t UTF-8".`,
    new Span(new Source(file, text), from, from + 1),
  );
}
