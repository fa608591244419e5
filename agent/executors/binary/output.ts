import { StringDecoder } from "node:string_decoder";

/** Lines that say how a command went: errors with the resource they are about, and what was done. */
const TELLING = /Error: |^\W*with | complete/;
/** Characters of a line that is looked at; a longer one is data. */
const LONGEST = 4_096;

/** How programs ask a terminal for a colour. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** What of a command's output says how it went. An output may be long, so the rest is not kept. */
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
