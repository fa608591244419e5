import type { Position, SourceRange } from "../../interfaces/diag.js";
import { graphemes } from "../../values/strings.js";

/** One configuration file, or the text of an expression that comes from elsewhere. */
export class Source {
  #lineStarts: number[] | undefined;
  readonly #contexts: { readonly from: number; readonly to: number; readonly header: string }[] = [];

  constructor(
    /** As messages name it: relative to the configuration's folder. */
    readonly file: string,
    readonly text: string,
  ) {}

  position(offset: number): Position {
    this.#lineStarts ??= lineStarts(this.text);
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: columns(this.text.slice(this.#lineStarts[low], offset)) + 1 };
  }

  /** Notes a block, for messages about what is in it. */
  addContext(from: number, to: number, header: string): void {
    this.#contexts.push({ from, to, header });
  }

  /** The header of the outermost block around the offset, such as `resource "null_resource" "a"`; none at its start. */
  contextAt(offset: number): string | undefined {
    // Outer blocks are noted after those inside them.
    return this.#contexts.findLast(({ from, to }) => from < offset && offset <= to)?.header;
  }

  /** The line at the offset, without its end. */
  lineAt(offset: number): string {
    const start = this.text.lastIndexOf("\n", offset - 1) + 1;
    const end = this.text.indexOf("\n", offset);
    return this.text.slice(start, end < 0 ? undefined : end).replace(/\r$/, "");
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Columns count what a reader takes for one character. */
const columns = (text: string): number => (/[^\t -~]/.test(text) ? graphemes(text).length : text.length);

/** Text that was decoded out of a file, such as a JSON string: positions are those in the file. */
export class DecodedSource extends Source {
  constructor(
    readonly outer: Source,
    text: string,
    /** For each offset in `text`, and its end, the offset in the file. */
    readonly offsets: readonly number[],
  ) {
    super(outer.file, text);
  }

  override position(offset: number): Position {
    return this.outer.position(this.offsets[offset]!);
  }

  override lineAt(offset: number): string {
    return this.outer.lineAt(this.offsets[offset]!);
  }
}

/** A part of a source, with lines and columns computed only when asked for. */
export class Span implements SourceRange {
  constructor(
    readonly source: Source,
    /** Offsets in UTF-16 units; the end is exclusive. */
    readonly from: number,
    readonly to: number,
    /** Where a cdktf stack declared what stands here. */
    readonly constructPath?: string,
  ) {}

  get file(): string {
    return this.source.file;
  }

  get start(): Position {
    return this.source.position(this.from);
  }

  get end(): Position {
    return this.source.position(this.to);
  }

  get text(): string {
    return this.source.text.slice(this.from, this.to);
  }

  /** The first source line, for messages. */
  get snippet(): string {
    return this.source.lineAt(this.from);
  }

  through(other: Span): Span {
    return new Span(this.source, this.from, Math.max(this.to, other.to), this.constructPath);
  }

  toJSON(): SourceRange {
    return { file: this.file, start: this.start, end: this.end };
  }
}
