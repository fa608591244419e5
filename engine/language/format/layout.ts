/** Where the spaces of the native syntax go: between tokens, before lines, and before what is aligned in columns. */
import type { TokenKind } from "../syntax/tokens.js";

/** A token as it is laid out. A comment up to its line's end includes that end. */
export interface LayoutToken {
  readonly kind: TokenKind | "comment";
  readonly text: string;
}

/** A line in up to three parts, which are aligned with those of the lines around it. */
interface Line {
  readonly lead: readonly LayoutToken[];
  /** From the equals sign on, where an argument is set to a value that ends on the line. */
  readonly assign: readonly LayoutToken[];
  readonly comment: LayoutToken | undefined;
  indent: number;
  /** Columns that the equals sign and the comment stand behind what is before them. */
  gap: number;
  commentGap: number;
}

const OPENING: ReadonlySet<string> = new Set(["{", "[", "(", "interpolation", "directive"]);
const CLOSING: ReadonlySet<string> = new Set(["}", "]", ")", "sequence-end"]);

const nesting = ({ kind }: LayoutToken): number => (OPENING.has(kind) ? 1 : CLOSING.has(kind) ? -1 : 0);
const nestingOf = (tokens: readonly LayoutToken[]): number =>
  tokens.reduce((sum, token) => sum + nesting(token), 0);

const endsLine = ({ kind, text }: LayoutToken): boolean =>
  kind === "newline" || (kind === "comment" && text.endsWith("\n"));

/** The text of the tokens in their canonical layout. */
export function layOut(tokens: readonly LayoutToken[]): string {
  const lines = linesOf(tokens);
  indent(lines);
  align(
    lines,
    ({ assign }) => assign.length > 0,
    leadWidth,
    (line, gap) => {
      line.gap = gap;
    },
  );
  align(
    lines,
    ({ comment }) => comment !== undefined,
    bodyWidth,
    (line, gap) => {
      line.commentGap = gap;
    },
  );
  return lines.map(textOf).join("");
}

function linesOf(tokens: readonly LayoutToken[]): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const [at, token] of tokens.entries()) {
    if (!endsLine(token)) continue;
    lines.push(lineOf(tokens.slice(from, at + 1)));
    from = at + 1;
  }
  if (from < tokens.length) lines.push(lineOf(tokens.slice(from)));
  return lines;
}

function lineOf(tokens: readonly LayoutToken[]): Line {
  const last = tokens.at(-1)!;
  const comment = tokens.length > 1 && last.kind === "comment" ? last : undefined;
  const body = comment ? tokens.slice(0, -1) : tokens;
  const equals = body.findIndex(({ kind }, at) => at > 0 && kind === "=");
  // A value that continues in the next lines is not aligned.
  const split = equals > 0 && nestingOf(body.slice(equals)) === 0 ? equals : body.length;
  return { lead: body.slice(0, split), assign: body.slice(split), comment, indent: 0, gap: 1, commentGap: 1 };
}

/** Each line that opens more brackets than it closes is one level around the next ones, however many it opens. */
function indent(lines: readonly Line[]): void {
  const levels: number[] = [];
  for (const line of lines) {
    if (line.lead[0]!.kind === "newline") continue;
    const heredoc = line.lead.findIndex(({ kind }) => kind === "open-heredoc");
    const lead = heredoc < 0 ? line.lead : line.lead.slice(0, heredoc + 1);
    const net = nestingOf(lead) + nestingOf(line.assign);
    for (let closed = -net; closed > 0 && levels.length > 0; ) {
      const top = levels.at(-1)!;
      if (closed < top) levels[levels.length - 1] = top - closed;
      else levels.pop();
      closed -= top;
    }
    line.indent = 2 * levels.length;
    if (net > 0) levels.push(net);
  }
}

/** Puts a part of the lines that follow each other into one column. */
function align(
  lines: readonly Line[],
  has: (line: Line) => boolean,
  width: (line: Line) => number,
  put: (line: Line, gap: number) => void,
): void {
  let chain: Line[] = [];
  const close = () => {
    const widths = chain.map(width);
    const widest = Math.max(...widths);
    for (const [at, line] of chain.entries()) put(line, widest - widths[at]! + 1);
    chain = [];
  };
  for (const line of lines) {
    if (has(line)) chain.push(line);
    else close();
  }
  close();
}

/** Made when it is first needed: that takes longer than most else that a program does at its start. */
let segmenter: Intl.Segmenter | undefined;
// biome-ignore lint/suspicious/noControlCharactersInRegex: texts of these alone have as many columns as characters.
const ASCII = /^[\u0000-\u007f]*$/;
function columns(text: string): number {
  if (ASCII.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter("en");
  return [...segmenter.segment(text)].length;
}

const leadWidth = (line: Line): number => line.indent + columns(joined(line.lead));
const bodyWidth = (line: Line): number =>
  leadWidth(line) + (line.assign.length > 0 ? line.gap + columns(joined(line.assign)) : 0);

function textOf(line: Line): string {
  const { lead, assign, comment } = line;
  if (lead[0]!.kind === "newline") return lead[0]!.text;
  const parts = [" ".repeat(line.indent), joined(lead)];
  if (assign.length > 0) parts.push(" ".repeat(line.gap), joined(assign));
  if (comment) parts.push(" ".repeat(line.commentGap), comment.text);
  return parts.join("");
}

function joined(tokens: readonly LayoutToken[]): string {
  let text = "";
  for (const [at, token] of tokens.entries()) {
    text += token.text;
    const after = tokens[at + 1];
    if (after && isSpaced(token, tokens[at - 1], after)) text += " ";
  }
  return text;
}

const TEMPLATE_BEFORE: ReadonlySet<string> = new Set([
  "quoted-text",
  "plain-text",
  "open-quote",
  "open-heredoc",
]);
const TEMPLATE_AFTER: ReadonlySet<string> = new Set([
  "quoted-text",
  "plain-text",
  "close-quote",
  "close-heredoc",
]);
/** What a minus is behind that is a sign. */
const BEFORE_SIGN: ReadonlySet<string> = new Set(
  "( { [ = : , ? + * / % - == != > >= < <= && || !".split(" "),
);

/** Whether a space follows a token; the first rule that fits decides. */
function isSpaced(token: LayoutToken, before: LayoutToken | undefined, after: LayoutToken): boolean {
  const { kind } = token;
  const next = after.kind;
  if (next === "newline") return false;
  if (kind === "identifier" && next === "(") return false;
  if ((kind === "identifier" && next === "::") || (kind === "::" && next === "identifier")) return false;
  if (kind === "." || next === ".") return false;
  if (next === "," || next === "...") return false;
  if (kind === ",") return true;
  if (TEMPLATE_BEFORE.has(kind) || TEMPLATE_AFTER.has(next)) return false;
  if (kind === "identifier" && token.text === "in" && before?.kind === "identifier") return true;
  if (next === "[" && (kind === "identifier" || kind === "number" || nesting(token) < 0)) return false;
  if (kind === "!") return false;
  if (kind === "-") return before !== undefined && !BEFORE_SIGN.has(before.kind);
  if (kind === "{" || next === "}") return kind !== "{" || next !== "}";
  if (kind === "interpolation" || kind === "directive") return next === "{";
  if (kind === "}" && next === "sequence-end") return true;
  if (kind === "sequence-end" && (next === "interpolation" || next === "directive")) return false;
  return nesting(token) <= 0 && nesting(after) >= 0;
}
