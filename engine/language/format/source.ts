/** `fmt`: a file of the native syntax in its canonical layout. */
import type { Diag } from "../../interfaces/diag.js";
import type { NativeBody } from "../native/body.js";
import { parseNativeBody } from "../native/parse.js";
import { Source, type Span } from "../source/source.js";
import { decodeSource, encodeSource } from "../syntax/decode.js";
import { type Token, tokenize } from "../syntax/tokens.js";
import { type LayoutToken, layOut } from "./layout.js";

/** The file in its canonical layout; absent, with the reasons, where it cannot be read. */
export function formatSource(
  file: string,
  bytes: Uint8Array,
): { readonly formatted?: Buffer; readonly diagnostics: readonly Diag[] } {
  const source = decodeSource(file, bytes);
  if (!(source instanceof Source)) return { diagnostics: [source] };
  const { result, diagnostics } = parseNativeBody(source);
  if (!result) return { diagnostics };
  const { text } = source;
  const edits = editsOf(result as NativeBody, text, []).sort((a, b) => a.from - b.from);
  let edited = "";
  let at = 0;
  for (const { from, to, by } of edits) {
    edited += text.slice(at, from) + by;
    at = to;
  }
  return { formatted: encodeSource(layOut(tokensOf(edited + text.slice(at)))), diagnostics };
}

/** The tokens of a text with the comments between them. */
function tokensOf(text: string): LayoutToken[] {
  const found: LayoutToken[] = [];
  let at = 0;
  for (const token of tokenize(text, "code")) {
    found.push(...commentsIn(text.slice(at, token.from)));
    const last = found.at(-1);
    const ends = last?.kind === "comment" && /^(#|\/\/)/.test(last.text) && !last.text.endsWith("\n");
    // A comment up to the end of its line includes that end.
    if (ends && token.kind === "newline")
      found[found.length - 1] = { kind: "comment", text: last.text + text.slice(token.from, token.to) };
    else if (token.kind !== "end") found.push({ kind: token.kind, text: text.slice(token.from, token.to) });
    at = token.to;
  }
  return found;
}

const COMMENT = /\/\*[\s\S]*?\*\/|(?:#|\/\/)[^\n]*/g;

const commentsIn = (gap: string): LayoutToken[] =>
  [...gap.matchAll(COMMENT)].map(([text]) => ({ kind: "comment", text }));

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

/** What is written in an old way: labels without quotes, values that are nothing but an interpolation, types in quotes. */
function editsOf(body: NativeBody, text: string, around: readonly string[]): Edit[] {
  const edits: Edit[] = [];
  for (const { name, expression } of body.allAttributes()) {
    const isType = around.length === 1 && around[0] === "variable" && name === "type";
    const by = (isType ? newType : unwrapped)(expression.span.text);
    if (by !== undefined) edits.push({ ...range(expression.span), by });
  }
  for (const { type, labels, typeSpan, open, body: inner } of body.allBlocks()) {
    const header = [type, ...labels.map(quoted)].join(" ");
    edits.push({ from: typeSpan.from, to: open.from, by: `${header} ` });
    edits.push(...editsOf(inner as NativeBody, text, [...around, type]));
  }
  return edits;
}

const range = ({ from, to }: Span) => ({ from, to });
const quoted = (label: string): string => JSON.stringify(label).replace(/[$%](?=\{)/g, "$&$&");

/** Types as versions before 0.12 wrote them, as they are written now. */
const NEW_TYPES: Readonly<Record<string, string>> = {
  list: "list(any)",
  map: "map(any)",
  set: "set(any)",
  '"string"': "string",
  '"list"': "list(string)",
  '"map"': "map(string)",
};

const newType = (text: string): string | undefined => NEW_TYPES[text];

/** What is in `"${ }"`, where there is nothing else in the quotes. */
function unwrapped(text: string): string | undefined {
  if (!text.startsWith('"${')) return undefined;
  const tokens = tokenize(text, "code").filter(({ kind }) => kind !== "end");
  const [quote, open] = tokens;
  const [close, closing] = tokens.slice(-2);
  if (quote?.kind !== "open-quote" || open?.kind !== "interpolation") return undefined;
  if (close?.kind !== "sequence-end" || closing?.kind !== "close-quote" || tokens.length < 5)
    return undefined;
  const inside = tokens.slice(2, -2);
  if (hasMore(inside)) return undefined;
  const from = inside.findIndex(({ kind }) => kind !== "newline");
  const to = inside.findLastIndex(({ kind }) => kind !== "newline");
  if (from < 0) return "";
  const kept = inside.slice(from, to + 1);
  const plain = text.slice(kept[0]!.from, kept.at(-1)!.to);
  const isMultiline = kept.some(({ kind }) => kind === "newline");
  const isWrapped = kept[0]!.kind === "(" && kept.at(-1)!.kind === ")";
  return isMultiline && !isWrapped ? `(${plain})` : plain;
}

/** Whether there is something beside one interpolation at the top of a template. */
function hasMore(tokens: readonly Token[]): boolean {
  let quotes = 0;
  for (const { kind } of tokens) {
    if (kind === "open-quote") quotes++;
    else if (kind === "close-quote") quotes--;
    else if (quotes === 0 && ["interpolation", "sequence-end", "quoted-text"].includes(kind)) return true;
  }
  return false;
}
