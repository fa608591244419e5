import { error } from "../source/diagnostics.js";
import { DecodedSource, type Source, Span } from "../source/source.js";
import type { Parsed } from "./parse.js";

/** A JSON text with the places of its parts. Spans of objects and arrays cover their opening bracket. */
export type JsonNode =
  | { readonly kind: "string"; readonly text: string; readonly span: Span }
  | { readonly kind: "number"; readonly text: string; readonly span: Span }
  | { readonly kind: "literal"; readonly value: boolean | null; readonly span: Span }
  | { readonly kind: "array"; readonly items: readonly JsonNode[]; readonly span: Span }
  | JsonObject;

export interface JsonObject {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
  readonly span: Span;
  /** The closing brace. */
  readonly close: Span;
}

export interface JsonMember {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: JsonNode;
}

class JsonFailure extends Error {
  constructor(
    message: string,
    readonly from: number,
    readonly to: number,
  ) {
    super(message);
  }
}

const DEEPEST = 500;

/** Reads JSON that remembers where each part stands. */
export function parseJson(source: Source): Parsed<JsonNode> {
  try {
    return { result: new JsonReader(source).document(), diagnostics: [] };
  } catch (e) {
    if (!(e instanceof JsonFailure)) throw e;
    return { diagnostics: [error("Invalid JSON", e.message, new Span(source, e.from, e.to))] };
  }
}

class JsonReader {
  private at = 0;
  private depth = 0;
  private readonly text: string;

  constructor(private readonly source: Source) {
    this.text = source.text;
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  document(): JsonNode {
    const node = this.value();
    this.blanks();
    if (this.at < this.text.length) this.fail("There must be nothing behind the value of a JSON file.");
    return node;
  }

  private fail(message: string, from = this.at, to = Math.min(from + 1, this.text.length)): never {
    throw new JsonFailure(message, from, to);
  }

  private blanks(): void {
    const blank = /[ \t\r\n]*/y;
    blank.lastIndex = this.at;
    blank.exec(this.text);
    this.at = blank.lastIndex;
  }

  private span(from: number, to = this.at): Span {
    return new Span(this.source, from, to);
  }

  private value(): JsonNode {
    this.blanks();
    const from = this.at;
    switch (this.text[this.at]) {
      case "{":
        return this.nested(() => this.object());
      case "[":
        return this.nested(() => this.array());
      case '"':
        return { kind: "string", text: this.string(), span: this.span(from) };
      case undefined:
        return this.fail("The file ends where a JSON value is needed.");
      default:
        return this.word();
    }
  }

  private nested(read: () => JsonNode): JsonNode {
    if (++this.depth > DEEPEST) this.fail(`Values may be nested ${DEEPEST} deep, not more.`);
    const node = read();
    this.depth--;
    return node;
  }

  private word(): JsonNode {
    const from = this.at;
    const pattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|[A-Za-z_]+/y;
    pattern.lastIndex = from;
    const text = pattern.exec(this.text)?.[0];
    if (text === undefined || text === "") return this.fail("A JSON value must start here.");
    this.at += text.length;
    const span = this.span(from);
    if (/[A-Za-z_]/.test(text[0]!)) {
      if (text === "true" || text === "false") return { kind: "literal", value: text === "true", span };
      if (text === "null") return { kind: "literal", value: null, span };
      return this.fail(
        `${JSON.stringify(text)} is not a JSON value. Text must be in double quotes.`,
        from,
        this.at,
      );
    }
    return { kind: "number", text, span };
  }

  private string(): string {
    const from = this.at;
    const pattern = /"(?:[^"\\\n\r]|\\[^\n\r])*"/y;
    pattern.lastIndex = from;
    const raw = pattern.exec(this.text)?.[0];
    if (raw === undefined) return this.fail("The text that starts here has no closing quote on its line.");
    this.at += raw.length;
    try {
      return JSON.parse(raw) as string;
    } catch {
      return this.fail(
        "The text holds a character or an escape sequence that JSON does not allow.",
        from,
        this.at,
      );
    }
  }

  private array(): JsonNode {
    const from = this.at++;
    const items: JsonNode[] = [];
    this.blanks();
    if (this.text[this.at] !== "]") {
      do items.push(this.value());
      while (this.separator("]"));
    }
    this.at++;
    return { kind: "array", items, span: this.span(from, from + 1) };
  }

  private object(): JsonNode {
    const from = this.at++;
    const members: JsonMember[] = [];
    this.blanks();
    if (this.text[this.at] !== "}") {
      do members.push(this.member());
      while (this.separator("}"));
    }
    this.at++;
    return { kind: "object", members, span: this.span(from, from + 1), close: this.span(this.at - 1) };
  }

  private member(): JsonMember {
    this.blanks();
    const from = this.at;
    if (this.text[from] !== '"') this.fail("The name of a property must be in double quotes.");
    const name = this.string();
    const nameSpan = this.span(from);
    this.blanks();
    if (this.text[this.at] !== ":") this.fail("A colon must follow the name of a property.");
    this.at++;
    return { name, nameSpan, value: this.value() };
  }

  /** True when another item follows a comma; false at the end. */
  private separator(close: string): boolean {
    this.blanks();
    if (this.text[this.at] === close) return false;
    if (this.text[this.at] !== ",") this.fail(`A comma or ${close} must follow here.`);
    this.at++;
    return true;
  }
}

/** The text of a JSON string as a source of its own, whose positions are those in the file. */
export function decoded(node: JsonNode & { kind: "string" }): DecodedSource {
  return decodedText(node.span, node.text);
}

/** The text of a JSON string, with where each of its characters is in the file. */
function decodedText(span: Span, text: string): DecodedSource {
  const raw = span.text;
  const offsets: number[] = [];
  const unit = /\\u[0-9a-fA-F]{4}|\\.|[\s\S]/y;
  unit.lastIndex = 1;
  while (offsets.length < text.length) {
    offsets.push(span.from + unit.lastIndex);
    unit.exec(raw);
  }
  offsets.push(span.from + unit.lastIndex);
  return new DecodedSource(span.source, text, offsets);
}
