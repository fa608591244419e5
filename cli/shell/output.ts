import { styleText } from "node:util";
import { oneLine, printable } from "./printable.js";
import type { Printer } from "./terminal.js";

type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** Milliseconds for which lines of progress are gathered. */
const GATHERED = 25;

/**
 * Everything the command line prints goes through here. Results go to standard output; what is said about them
 * (progress, warnings, errors) to standard error when the output is JSON, so that it can be piped.
 */
export class Output {
  readonly json: boolean;
  readonly colour: boolean;
  /** Whether somebody watches: standard output is a terminal and not JSON. */
  readonly live: boolean;
  private closed = false;
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
    // A reader that went away (`| head`) must not stop an apply half way: what is left is not printed.
    for (const stream of [stdout, stderr]) {
      stream.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
        this.closed = true;
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
    if (!this.closed) this.stdout.write(text);
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
    if (text !== "" && !this.closed) this.stdout.write(text);
  }

  /** One JSON document on one line. */
  object(value: unknown): void {
    this.print(JSON.stringify(value));
  }

  /** A result for people that `--json` leaves out. */
  say(text = ""): void {
    if (!this.json) this.print(text);
  }

  /** Something about the work: a warning, an error, progress. */
  note(text: string): void {
    this.releaseProgress();
    if (!this.closed) this.stderr.write(`${printable(text)}\n`);
  }

  style(styles: Style | Style[], text: string): string {
    return this.colour ? styleText(styles, text, { validateStream: false }) : text;
  }

  /** Rows under headings, columns as wide as their widest cell. */
  table(headings: readonly string[], given: readonly (readonly string[])[]): void {
    const rows = given.map((row) => row.map(oneLine));
    const widths = headings.map((heading, column) =>
      Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
    );
    const line = (cells: readonly string[]) =>
      cells
        .map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column]!)))
        .join("  ");
    this.print(this.style("bold", line(headings).trimEnd()));
    for (const row of rows) this.print(line(row).trimEnd());
  }

  /** Resolves when everything written has been handed to the system. */
  async flush(): Promise<void> {
    this.releaseProgress();
    for (const stream of [this.stdout, this.stderr]) {
      if (!stream.writable) continue;
      await new Promise<void>((resolve) => stream.write("", () => resolve()));
    }
  }
}

/** Colours only where somebody sees them; `NO_COLOR` and `FORCE_COLOR` as everywhere. */
export function wantsColour(flag: boolean | undefined, env: NodeJS.ProcessEnv, tty: boolean): boolean {
  if (flag !== undefined) return flag;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return tty && env.TERM !== "dumb";
}
