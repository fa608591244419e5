/** A part of a log line with one style. */
export interface Piece {
  readonly text: string;
  /** Class names, such as `bold fg-2`. */
  readonly style: string;
}

interface Look {
  fg: string;
  bg: string;
  flags: ReadonlySet<string>;
}

const FLAGS: Readonly<Record<number, string>> = { 1: "bold", 2: "dim", 3: "italic", 4: "underline" };

/** Escape sequences other than colours, and control characters. They are not shown. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
  /\x1b\[[0-?]*[ -/]*[@-ln-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\^_]|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const COLOUR = /\x1b\[([0-9;:]*)m/;

const plain = (): Look => ({ fg: "", bg: "", flags: new Set() });

/** Splits a log into lines, chunk by chunk. A colour stays until it is changed, also across line ends. */
export class AnsiLines {
  private look = plain();
  private rest = "";

  /** The lines that the text completes. */
  add(text: string): readonly (readonly Piece[])[] {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop()!;
    return lines.map((line) => this.line(line));
  }

  /** The line that has no end yet, or null. Reading it changes nothing. */
  open(): readonly Piece[] | null {
    if (this.rest === "") return null;
    const { look } = this;
    const line = this.line(this.rest);
    this.look = look;
    return line;
  }

  private line(text: string): readonly Piece[] {
    // What is written over itself shows as it ended.
    const last = text.replace(/\r+$/, "").split("\r").at(-1)!;
    const parts = last.replace(INVISIBLE, "").split(COLOUR);
    const pieces: Piece[] = [];
    for (const [i, part] of parts.entries()) {
      if (i % 2 === 1) this.look = changed(this.look, part);
      else if (part !== "") pieces.push({ text: part, style: styleOf(this.look) });
    }
    return pieces;
  }
}

const styleOf = ({ fg, bg, flags }: Look): string => [...flags, fg, bg].filter(Boolean).join(" ");

function changed(look: Look, codes: string): Look {
  let next = look;
  const numbers = codes.split(/[;:]/).map(Number);
  for (let i = 0; i < numbers.length; i += 1) {
    const code = numbers[i]!;
    if (code === 0) next = plain();
    else if (FLAGS[code]) next = { ...next, flags: new Set([...next.flags, FLAGS[code]]) };
    else if (code === 22) next = without(next, "bold", "dim");
    else if (code === 23) next = without(next, "italic");
    else if (code === 24) next = without(next, "underline");
    else if (code >= 30 && code <= 37) next = { ...next, fg: `fg-${code - 30}` };
    else if (code >= 90 && code <= 97) next = { ...next, fg: `fg-${code - 82}` };
    else if (code === 39) next = { ...next, fg: "" };
    else if (code >= 40 && code <= 47) next = { ...next, bg: `bg-${code - 40}` };
    else if (code >= 100 && code <= 107) next = { ...next, bg: `bg-${code - 92}` };
    else if (code === 49) next = { ...next, bg: "" };
    else if (code === 38 || code === 48) {
      // Of the 256 colours the first sixteen have names; the rest, and true colours, are left as they are.
      const isIndexed = numbers[i + 1] === 5;
      const colour = numbers[i + 2] ?? 16;
      if (isIndexed && colour < 16)
        next = code === 38 ? { ...next, fg: `fg-${colour}` } : { ...next, bg: `bg-${colour}` };
      i += isIndexed ? 2 : 4;
    }
  }
  return next;
}

const without = (look: Look, ...flags: readonly string[]): Look => ({
  ...look,
  flags: new Set([...look.flags].filter((flag) => !flags.includes(flag))),
});
