import { styleText } from "node:util";
import { stringifyJson } from "../../engine/values/exact-json.js";
import { oneLine, printable } from "./printable.js";
import { tableLines } from "./table.js";
import { type Printer, sizeOf } from "./terminal.js";
import { hanging } from "./text.js";

type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Milliseconds for which lines of progress are gathered. */
const GATHERED = 25;

/**
 * All output of the command line. Results go to standard output. Progress, warnings and errors go to standard error if the output
 * is JSON, so that it can be piped.
 */
export class Output {
  readonly json: boolean;
  readonly colour: boolean;
  /** Whether somebody watches: standard output is a terminal and not JSON. */
  readonly live: boolean;
  /** Rewrites what is advised where the command that was called has no such option. */
  advice: (text: string) => string = (text) => text;
  /** Streams that nothing more is written to: their reader went away, or a write failed. */
  private readonly closed = new Set<Printer>();
  private failure: NodeJS.ErrnoException | undefined;
  private gathered = "";
  private release: NodeJS.Timeout | undefined;

  constructor(
    options: { json: boolean; colour: boolean },
    private readonly stdout: Printer,
    private readonly stderr: Printer,
  ) {
    this.json = options.json;
    this.colour = options.colour;
    this.live = stdout.isTTY === true && !options.json;
    // A reader that went away (`| head`) or a full disk must not stop an apply half way: what is left is not printed.
    for (const stream of [stdout, stderr]) {
      stream.on("error", (error: NodeJS.ErrnoException) => {
        this.closed.add(stream);
        if (stream === stdout && error.code !== "EPIPE") this.failure ??= error;
      });
    }
  }

  /** A line of the result. */
  print(text = ""): void {
    this.write(`${text}\n`);
  }

  /** Text of the result, without a line end of our own. What could steer a terminal is written as escapes. */
  write(text: string): void {
    this.steer(printable(text));
  }

  /** Text that steers the terminal, such as moves of its cursor; nothing of it may come from elsewhere. */
  steer(text: string): void {
    this.releaseProgress();
    if (!this.closed.has(this.stdout)) this.stdout.write(text);
  }

  /** A line among thousands: handing each to the system alone would take as long as what it tells of. */
  progress(text: string): void {
    this.gathered += `${printable(text)}\n`;
    this.release ??= setTimeout(() => this.releaseProgress(), GATHERED);
  }

  private releaseProgress(): void {
    clearTimeout(this.release);
    this.release = undefined;
    const text = this.gathered;
    this.gathered = "";
    if (text !== "" && !this.closed.has(this.stdout)) this.stdout.write(text);
  }

  /** One JSON document on one line, with all digits of its numbers. */
  object(value: unknown): void {
    this.print(stringifyJson(value));
  }

  /** A result for people that `--json` leaves out. */
  say(text = ""): void {
    if (!this.json) this.print(text);
  }

  /** Something about the work: a warning, an error, progress. In a terminal its lines are broken between words. */
  note(text: string): void {
    this.releaseProgress();
    if (this.closed.has(this.stderr)) return;
    const { isTTY } = this.stderr;
    const { columns } = sizeOf(this.stderr);
    const lines = printable(this.advice(text)).split("\n");
    const shown = isTTY ? lines.map((line) => hanging(line, columns, /^ */.exec(line)![0].length)) : lines;
    this.stderr.write(`${shown.join("\n")}\n`);
  }

  style(styles: Style | Style[], text: string): string {
    return this.colour ? styleText(styles, text, { validateStream: false }) : text;
  }

  /** Columns of the terminal; undefined where the output goes elsewhere and lines are as long as they are. */
  get columns(): number | undefined {
    return this.live ? sizeOf(this.stdout).columns : undefined;
  }

  /** A line of the result that may be long: in a terminal it is broken between words, and what follows indented by `hang`. */
  paragraph(text: string, hang = /^ */.exec(text)![0].length + 2): void {
    this.print(this.columns === undefined ? text : hanging(text, this.columns, hang));
  }

  /** Rows under headings, fitted to the terminal: columns under the headings in `least` go first. */
  table(
    headings: readonly string[],
    rows: readonly (readonly string[])[],
    least: readonly string[] = [],
  ): void {
    const cells = rows.map((row) => row.map(oneLine));
    const [top = [], ...rest] = tableLines(headings, cells, this.columns, least);
    for (const line of top) this.print(this.style("bold", line));
    for (const line of rest.flat()) this.print(line);
  }

  /** Resolves when everything written has been handed to the system, with the error that lost a part of the result if one did. */
  async flush(): Promise<NodeJS.ErrnoException | undefined> {
    this.releaseProgress();
    for (const stream of [this.stdout, this.stderr]) {
      if (!stream.writable) continue;
      await new Promise<void>((resolve) => stream.write("", () => resolve()));
    }
    return this.failure;
  }
}

/** Colours are used only in a terminal, unless `NO_COLOR` or `FORCE_COLOR` says otherwise. */
export function wantsColour(flag: boolean | undefined, env: NodeJS.ProcessEnv, tty: boolean): boolean {
  if (flag !== undefined) return flag;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return tty && env.TERM !== "dumb";
}
