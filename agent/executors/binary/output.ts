import { StringDecoder } from "node:string_decoder";

/** Lines that are kept: errors with their resource, and completed changes. */
const TELLING = /Error: |^\W*with | complete/;
/** Characters of a line that are searched. A longer line is data. */
const LONGEST = 4_096;

/** Escape sequences that set a terminal's colours. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** Keeps the lines of a command's output that say how it went. The output can be long, so other lines are dropped. */
export class TellingOutput {
  private readonly decoder = new StringDecoder("utf8");
  private readonly lines: string[] = [];
  private rest = "";

  add(chunk: Buffer): void {
    const parts = (this.rest + this.decoder.write(chunk)).split("\n");
    this.rest = parts.pop()!.slice(0, LONGEST);
    for (const line of parts) this.keep(line);
  }

  /** The lines that tell something, in order. */
  end(): string {
    this.keep(this.rest + this.decoder.end());
    this.rest = "";
    return this.lines.join("\n");
  }

  private keep(line: string): void {
    const text = line.slice(0, LONGEST).replace(COLOUR, "");
    if (TELLING.test(text)) this.lines.push(text);
  }
}
