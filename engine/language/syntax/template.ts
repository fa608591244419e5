import type { Span } from "../source/source.js";
import { suggestion } from "../source/suggest.js";
import type { Node } from "./ast.js";
import { readForNames } from "./constructors.js";
import { decodeLiteral } from "./escapes.js";
import { readExpression } from "./expression.js";
import type { TokenReader } from "./reader.js";
import { assemble } from "./template-tree.js";
import type { Token, TokenKind } from "./tokens.js";

/** A template's text, interpolations and directives one after the other. */
export type Part =
  | { kind: "text"; text: string; span: Span }
  | { readonly kind: "interpolation"; readonly node: Node; readonly span: Span }
  | { readonly kind: "if"; readonly condition: Node; readonly span: Span }
  | {
      readonly kind: "for";
      readonly keyName?: string;
      readonly valueName: string;
      readonly collection: Node;
      readonly span: Span;
    }
  | { readonly kind: "else" | "endif" | "endfor" | "end"; readonly span: Span };

/** Reads a template in quotes or a heredoc, from its opening token. */
export function readQuotedTemplate(reader: TokenReader): Node {
  const open = reader.read();
  const heredoc = open.kind === "open-heredoc";
  const flush = heredoc && reader.text(open).startsWith("<<-");
  const { parts, end } = readParts(reader, heredoc ? "close-heredoc" : "close-quote", open, flush);
  return templateOf(reader, parts, reader.between(open, end));
}

/** Reads a whole source as a template. */
export function readBareTemplate(reader: TokenReader, span: Span): Node {
  const { parts } = readParts(reader, "end", reader.peek(), false);
  return templateOf(reader, parts, span);
}

function templateOf(reader: TokenReader, parts: Part[], span: Span): Node {
  const only = parts.length === 2 ? parts[0] : undefined;
  if (only?.kind === "interpolation") return { kind: "wrap", inner: only.node, span };
  return { kind: "template", parts: assemble(reader, parts), span };
}

function readParts(
  reader: TokenReader,
  closer: TokenKind,
  open: Token,
  flush: boolean,
): { parts: Part[]; end: Token } {
  const parts: Part[] = [];
  let trimNext = false;
  for (;;) {
    const token = reader.read();
    if (token.kind === closer) {
      if (parts.length === 0)
        parts.push({ kind: "text", text: "", span: reader.span({ ...open, from: open.to }) });
      if (flush) trimFlush(parts);
      parts.push({ kind: "end", span: reader.span(token) });
      return { parts: meld(parts), end: token };
    }
    if (token.kind === "quoted-text" || token.kind === "plain-text") {
      const text = decodeLiteral(reader, token);
      parts.push({ kind: "text", text: trimNext ? text.trimStart() : text, span: reader.span(token) });
      trimNext = false;
    } else if (token.kind === "interpolation" || token.kind === "directive") {
      const last = parts.at(-1);
      if (reader.text(token).endsWith("~") && last?.kind === "text") last.text = last.text.trimEnd();
      trimNext = reader.withNewlines(false, () =>
        token.kind === "interpolation"
          ? readInterpolation(reader, token, closer, open, parts)
          : readDirective(reader, token, parts),
      );
    } else if (token.kind !== "quoted-newline") {
      // A newline in quotes was reported when the tokens were checked.
      reader.fail("Unterminated template string", "No closing marker was found for the string.", token);
    }
  }
}

/** True when white space behind it is to be trimmed. */
function readInterpolation(
  reader: TokenReader,
  start: Token,
  closer: TokenKind,
  open: Token,
  parts: Part[],
): boolean {
  const node = readExpression(reader);
  const close = reader.peek();
  if (close.kind !== "sequence-end") unclosedInterpolation(reader, close, closer, open);
  reader.read();
  parts.push({ kind: "interpolation", node, span: reader.between(start, close) });
  return reader.text(close).startsWith("~");
}

function unclosedInterpolation(reader: TokenReader, close: Token, closer: TokenKind, open: Token): never {
  const unclosed = (where: string) =>
    reader.fail(
      "Unclosed template interpolation sequence",
      `There is no closing brace for this interpolation sequence before the end of the ${where}. This might be caused by incorrect nesting inside the given expression.`,
      open,
    );
  const extra = "Extra characters after interpolation expression";
  if (close.kind === "end") return unclosed("file");
  if (close.kind === ":") {
    reader.fail(
      extra,
      'Template interpolation doesn\'t expect a colon at this location. Did you intend this to be a literal sequence to be processed as part of another language? If so, you can escape it by starting with "$${" instead of just "${".',
      close,
    );
  }
  if ((close.kind === "close-quote" || close.kind === "open-quote") && closer === "close-quote") {
    return unclosed("quoted template");
  }
  return reader.fail(
    extra,
    'Expected a closing brace to end the interpolation expression, but found extra characters.\n\nThis can happen when you include interpolation syntax for another language, such as shell scripting, but forget to escape the interpolation start token. If this is an embedded sequence for another language, escape it by starting with "$${" instead of just "${".',
    close,
  );
}

const KEYWORDS = ["if", "for", "else", "endif", "endfor"] as const;

function readDirective(reader: TokenReader, start: Token, parts: Part[]): boolean {
  const word = reader.peek();
  if (word.kind !== "identifier") {
    reader.fail(
      "Invalid template directive",
      'A template directive keyword ("if", "for", etc) is expected at the beginning of a %{ sequence.',
      word,
    );
  }
  reader.read();
  const name = reader.text(word);
  const keyword = KEYWORDS.find((k) => k === name);
  const spanTo = (end: Token) => reader.between(start, end);
  if (keyword === "if") {
    const condition = readExpression(reader);
    parts.push({ kind: "if", condition, span: spanTo(reader.peek()) });
  } else if (keyword === "for") {
    const names = readForNames(reader, "Invalid 'for' directive", {
      first: "For directive requires variable name after 'for'.",
      second: "For directive requires value variable name after comma.",
      in: "For directive requires 'in' keyword after names.",
    });
    const collection = readExpression(reader);
    parts.push({ kind: "for", ...names, collection, span: spanTo(reader.peek()) });
  } else if (keyword) {
    parts.push({ kind: keyword, span: spanTo(reader.peek()) });
  } else {
    const hint = suggestion(name, KEYWORDS);
    reader.fail(
      "Invalid template control keyword",
      `${JSON.stringify(name)} is not a valid template control keyword.${hint}`,
      word,
    );
  }
  const close = reader.peek();
  if (close.kind !== "sequence-end") {
    reader.fail(
      `Extra characters in ${name} marker`,
      "Expected a closing brace to end the sequence, but found extra characters.",
      close,
    );
  }
  reader.read();
  return reader.text(close).startsWith("~");
}

/** Text that follows text becomes one. */
function meld(parts: readonly Part[]): Part[] {
  const melded: Part[] = [];
  for (const part of parts) {
    const last = melded.at(-1);
    if (part.kind === "text" && last?.kind === "text") {
      last.text += part.text;
      last.span = last.span.through(part.span);
    } else {
      melded.push(part);
    }
  }
  return melded;
}

/**
 * Takes from every line of a `<<-` heredoc the white space that all of them start with. Only text that is written in
 * the template counts, and lines of nothing but white space do not.
 */
function trimFlush(parts: readonly Part[]): void {
  let least = Number.POSITIVE_INFINITY;
  const starts: (Part & { kind: "text" })[] = [];
  let lineStart = true;
  for (const part of parts) {
    if (lineStart) {
      lineStart = false;
      if (part.kind === "text") {
        const content = part.text.trimStart();
        if (content !== "" || !part.text.endsWith("\n")) {
          starts.push(part);
          least = Math.min(least, part.text.length - content.length);
        }
      } else {
        least = 0;
      }
    }
    if (part.kind === "text" && part.text.endsWith("\n")) lineStart = true;
  }
  for (const part of starts) part.text = part.text.slice(least);
}
