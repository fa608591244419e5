import type { Diag } from "../../interfaces/diag.js";
import { error } from "../source/diagnostics.js";
import { type Source, Span } from "../source/source.js";
import { type Token, type TokenKind, tokenize } from "./tokens.js";

/** Reading a source cannot continue: what follows would only be a consequence. */
export class SyntaxFailure extends Error {
  constructor(readonly diagnostic: Diag) {
    super(diagnostic.summary);
  }
}

/** The tokens of a source, read one after the other. */
export class TokenReader {
  #next = 0;
  /** Newlines mean something at the top; not within parentheses and brackets. */
  #newlines: boolean[] = [true];
  readonly #tokens: readonly Token[];
  /** Problems that reading continues after. */
  readonly diagnostics: Diag[] = [];

  constructor(
    readonly source: Source,
    mode: "code" | "template",
    readonly constructPath?: string,
    from = 0,
    to = source.text.length,
  ) {
    this.#tokens = tokenize(source.text, mode, source.text.charCodeAt(from) === 0xfeff ? from + 1 : from, to);
    this.checkTokens();
  }

  peek(): Token {
    if (!this.#newlines[this.#newlines.length - 1]) {
      while (this.#tokens[this.#next]!.kind === "newline") this.#next++;
    }
    return this.#tokens[this.#next]!;
  }

  read(): Token {
    const token = this.peek();
    // The end is never passed.
    if (token.kind !== "end") this.#next++;
    return token;
  }

  /** Reads the next token if it is of that kind. */
  take(kind: TokenKind): Token | null {
    return this.peek().kind === kind ? this.read() : null;
  }

  isWord(token: Token, word: string): boolean {
    return token.kind === "identifier" && this.text(token) === word;
  }

  text(token: Token): string {
    return this.source.text.slice(token.from, token.to);
  }

  span(token: Token): Span {
    return new Span(this.source, token.from, token.to, this.constructPath);
  }

  between(from: Token | Span, to: Token | Span): Span {
    return new Span(this.source, from.from, Math.max(from.to, to.to), this.constructPath);
  }

  withNewlines<T>(matter: boolean, read: () => T): T {
    this.#newlines.push(matter);
    try {
      return read();
    } finally {
      this.#newlines.pop();
    }
  }

  /** Whether something was passed over: brackets may be out of balance from there. */
  recovered = false;

  /**
   * Reads an item. Where it is wrong, that is reported, and the reading continues behind the line on which the item ends as far as
   * its brackets tell, or before the brace that closes what it is in.
   */
  item(read: () => void): void {
    const start = this.#next;
    const depth = this.#newlines.length;
    try {
      read();
    } catch (e) {
      if (!(e instanceof SyntaxFailure)) throw e;
      this.#newlines.length = depth;
      this.diagnostics.push(e.diagnostic);
      this.#skipFrom(start);
    }
  }

  #skipFrom(start: number): void {
    let open = 0;
    const failed = this.#next;
    for (let at = start; ; at++) {
      const { kind } = this.#tokens[at]!;
      if (OPENING.has(kind)) open++;
      else if (CLOSING.has(kind)) open--;
      const closes = kind === "}" && open < 0 && at > start;
      open = Math.max(open, 0);
      if (!closes && kind !== "end" && (open > 0 || kind !== "newline" || at < failed - 1)) continue;
      this.recovered = true;
      this.#next = kind === "newline" ? at + 1 : at;
      return;
    }
  }

  fail(summary: string, detail: string, at: Token | Span): never {
    throw new SyntaxFailure(error(summary, detail, at instanceof Span ? at : this.span(at)));
  }

  report(summary: string, detail: string, at: Span): void {
    this.diagnostics.push(error(summary, detail, at));
  }

  /** Tokens that are never right anywhere. */
  private checkTokens(): void {
    const told = new Set<string>();
    for (const token of this.#tokens) {
      const entry = NEVER_RIGHT[token.kind];
      if (!entry || told.has(token.kind)) continue;
      if (token.kind !== "invalid") told.add(token.kind);
      const [summary, detail] = entry(this.text(token));
      this.report(summary, detail, this.span(token));
    }
  }
}

const OPENING: ReadonlySet<TokenKind> = new Set(["{", "[", "(", "interpolation", "directive"]);
const CLOSING: ReadonlySet<TokenKind> = new Set(["}", "]", ")", "sequence-end"]);

const bitwise = (hint: string) => () =>
  ["Unsupported operator", `Bitwise operators are not supported.${hint}`] as const;

const NEVER_RIGHT: Partial<Record<TokenKind, (text: string) => readonly [string, string]>> = {
  "&": bitwise(' Did you mean boolean AND ("&&")?'),
  "|": bitwise(' Did you mean boolean OR ("||")?'),
  "~": bitwise(' Did you mean boolean NOT ("!")?'),
  "^": bitwise(""),
  "`": () => [
    "Invalid character",
    'The "`" character is not valid. To create a multi-line string, use the "heredoc" syntax, like "<<EOT".',
  ],
  "'": () => ["Invalid character", 'Single quotes are not valid. Use double quotes (") to enclose strings.'],
  ";": () => [
    "Invalid character",
    'The ";" character is not valid. Use newlines to separate arguments and blocks, and commas to separate items in collection values.',
  ],
  "quoted-newline": () => [
    "Invalid multi-line string",
    'Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
  ],
  invalid: (text) => [
    "Invalid character",
    text === "“" || text === "”"
      ? '"Curly quotes" are not valid here. These can sometimes be inadvertently introduced when sharing code via documents or discussion forums. It might help to replace the character with a "straight quote".'
      : "This character is not used within the language.",
  ],
};
