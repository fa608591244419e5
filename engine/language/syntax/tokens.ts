/** Splits HCL source text into tokens. Templates in quotes and heredocs are tokens too, with the expressions inside them. */

/** Operators and punctuation are their own kinds. */
export type TokenKind =
  | "identifier"
  | "number"
  | "newline"
  | "end"
  /** The quotes of a quoted template. */
  | "open-quote"
  | "close-quote"
  /** `<<EOT` with its line end, and the closing marker. */
  | "open-heredoc"
  | "close-heredoc"
  /** Literal text: with backslash escapes, or without. */
  | "quoted-text"
  | "plain-text"
  /** `${`, `%{` (with `~`) and the `}` (or `~}`) that ends them. */
  | "interpolation"
  | "directive"
  | "sequence-end"
  | "quoted-newline"
  | "invalid"
  | (typeof SYMBOLS)[number];

const SYMBOLS = [
  "...",
  "==",
  "!=",
  ">=",
  "<=",
  "&&",
  "||",
  "::",
  "=>",
  "[",
  "]",
  "(",
  ")",
  "{",
  "}",
  ".",
  ",",
  "*",
  "/",
  "%",
  "+",
  "-",
  "=",
  "<",
  ">",
  "!",
  "?",
  ":",
  "&",
  "|",
  "~",
  "^",
  ";",
  "`",
  "'",
] as const;

/** The longest first. */
const SYMBOL = new RegExp(SYMBOLS.map((symbol) => symbol.replace(/./g, "\\$&")).join("|"), "y");

export interface Token {
  readonly kind: TokenKind;
  readonly from: number;
  readonly to: number;
}

const NUMBER = /[0-9](?:(?:[0-9.]|[eE][+-]?[0-9])*(?:[eE][+-]?)?[0-9])?/y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const HEREDOC = /<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)\r?\n/uy;

/** The tokens of a text or a part of it, with an `end` after the last. */
export function tokenize(text: string, mode: "code" | "template", from = 0, to = text.length): Token[] {
  const scanner = new Scanner(text, from, to);
  if (mode === "code") scanner.code(0);
  else scanner.bareTemplate();
  scanner.emit("end", to, to);
  return scanner.tokens;
}

class Scanner {
  readonly tokens: Token[] = [];

  constructor(
    readonly text: string,
    public at: number,
    readonly end: number,
  ) {}

  emit(kind: TokenKind, from: number, to: number): void {
    this.tokens.push({ kind, from, to });
    this.at = to;
  }

  /** Ends at the end of the text, or in a template sequence (depth above 0) behind the brace that closes it. */
  code(depth: number): void {
    let braces = 0;
    while (this.at < this.end) {
      const c = this.text.charCodeAt(this.at);
      if (c === 32 || c === 9) {
        this.at++;
      } else if ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95) {
        this.identifier();
      } else if (c === 10) {
        this.emit("newline", this.at, this.at + 1);
      } else if (c === 13 && this.text.charCodeAt(this.at + 1) === 10) {
        this.emit("newline", this.at, this.at + 2);
      } else if (c >= 48 && c <= 57) {
        NUMBER.lastIndex = this.at;
        this.emit("number", this.at, this.at + NUMBER.exec(this.text)![0].length);
      } else if (c === 34) {
        this.emit("open-quote", this.at, this.at + 1);
        this.quoted();
      } else if (c === 35 || (c === 47 && this.text[this.at + 1] === "/")) {
        this.lineComment();
      } else if (c === 47 && this.text[this.at + 1] === "*") {
        this.blockComment();
      } else if (c === 123) {
        braces++;
        this.emit("{", this.at, this.at + 1);
      } else if (c === 125 || (c === 126 && this.text[this.at + 1] === "}")) {
        const to = this.at + (c === 126 ? 2 : 1);
        if (depth > 0 && braces === 0) {
          this.emit("sequence-end", this.at, to);
          return;
        }
        braces--;
        this.emit(c === 126 ? "sequence-end" : "}", this.at, to);
      } else if (c !== 60 || !this.heredoc()) {
        this.symbol();
      }
    }
  }

  private identifier(): void {
    IDENTIFIER.lastIndex = this.at;
    this.emit("identifier", this.at, this.at + IDENTIFIER.exec(this.text)![0].length);
  }

  private symbol(): void {
    SYMBOL.lastIndex = this.at;
    const symbol = SYMBOL.exec(this.text)?.[0] as TokenKind | undefined;
    if (symbol !== undefined) {
      this.emit(symbol, this.at, this.at + symbol.length);
      return;
    }
    IDENTIFIER.lastIndex = this.at;
    const name = IDENTIFIER.exec(this.text);
    if (name) this.emit("identifier", this.at, this.at + name[0].length);
    else
      this.emit("invalid", this.at, this.at + String.fromCodePoint(this.text.codePointAt(this.at)!).length);
  }

  /** A comment up to the line's end counts as that line's end. */
  private lineComment(): void {
    const newline = this.text.indexOf("\n", this.at);
    if (newline < 0 || newline >= this.end) this.at = this.end;
    else this.emit("newline", newline, newline + 1);
  }

  private blockComment(): void {
    const close = this.text.indexOf("*/", this.at + 2);
    if (close < 0 || close + 2 > this.end) this.emit("invalid", this.at, this.end);
    else this.at = close + 2;
  }

  /** Where `$` or `%` starts a sequence: its token. Doubled, it is literal text of three characters. */
  private sequence(): boolean {
    const kind = this.text[this.at] === "$" ? "interpolation" : "directive";
    if (this.text[this.at + 1] !== "{") return false;
    this.emit(kind, this.at, this.at + (this.text[this.at + 2] === "~" ? 3 : 2));
    this.code(1);
    return true;
  }

  /** The offset of the next `${`, `%{` or other stop, from `at`. */
  private literalEnd(stop: (c: number) => boolean): number {
    let at = this.at;
    for (; at < this.end; at++) {
      const c = this.text.charCodeAt(at);
      if (stop(c)) break;
      if (c === 36 || c === 37) {
        const next = this.text.charCodeAt(at + 1);
        if (next === 123) break;
        if (next === c && this.text.charCodeAt(at + 2) === 123) at += 2;
      } else if (c === 92 && this.inQuotes) {
        at++;
        const escaped = this.text.charCodeAt(at);
        if (escaped === 10 || escaped === 13) break;
      }
    }
    return Math.min(at, this.end);
  }

  private inQuotes = false;

  private quoted(): void {
    while (this.at < this.end) {
      this.inQuotes = true;
      const to = this.literalEnd((c) => c === 34 || c === 10 || c === 13);
      this.inQuotes = false;
      if (to > this.at) this.emit("quoted-text", this.at, to);
      if (this.at >= this.end) return;
      const c = this.text.charCodeAt(this.at);
      if (c === 34) {
        this.emit("close-quote", this.at, this.at + 1);
        return;
      }
      if (c === 10 || c === 13) {
        let newlines = this.at;
        while (newlines < this.end && /[\r\n]/.test(this.text[newlines]!)) newlines++;
        this.emit("quoted-newline", this.at, newlines);
      } else {
        this.sequence();
      }
    }
  }

  private heredoc(): boolean {
    HEREDOC.lastIndex = this.at;
    const open = HEREDOC.exec(this.text);
    if (!open) return false;
    this.emit("open-heredoc", this.at, this.at + open[0].length);
    const marker = open[1]!;
    let lineStart = true;
    while (this.at < this.end) {
      const newline = this.text.indexOf("\n", this.at);
      const lineEnd = newline < 0 || newline >= this.end ? this.end : newline + 1;
      if (lineStart && lineEnd > newline && newline >= 0) {
        const line = this.text.slice(this.at, newline);
        if (line.trim() === marker) {
          const crlf = line.endsWith("\r") ? 1 : 0;
          this.emit("close-heredoc", this.at, newline - crlf);
          return true;
        }
      }
      const to = this.literalEnd((c) => c === 10);
      const whole = to < this.end && this.text.charCodeAt(to) === 10;
      if (whole || to > this.at) this.emit("plain-text", this.at, whole ? to + 1 : to);
      lineStart = whole;
      if (!whole && this.at < this.end) this.sequence();
    }
    return true;
  }

  bareTemplate(): void {
    while (this.at < this.end) {
      const to = this.literalEnd((c) => c === 10);
      const whole = to < this.end && this.text.charCodeAt(to) === 10;
      if (whole || to > this.at) this.emit("plain-text", this.at, whole ? to + 1 : to);
      if (!whole && this.at < this.end) this.sequence();
    }
  }
}
