import type { Output } from "../../shell/output.js";
import { shortened } from "../../shell/text.js";

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/**
 * One line that changes in a terminal, and plain lines elsewhere. Lines that stay are printed above it. A few lines
 * of code do what the demo needs; a list renderer would bring its own idea of tasks.
 */
export class Progress {
  private text = "";
  private frame = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly out: Output) {}

  /** A heading that stays, for a new part of the demo. */
  begin(title: string): void {
    this.show("");
    this.keep("");
    this.keep(this.out.style("bold", title));
  }

  /** A line that stays. */
  keep(line: string): void {
    this.erase();
    if (this.out.json) this.out.note(line);
    else this.out.paragraph(line);
    this.draw();
  }

  /** What happens right now. Only a terminal shows it. */
  show(text: string): void {
    if (!this.out.live) return;
    this.erase();
    this.text = text;
    this.timer ??= setInterval(() => this.draw(), 100);
    this.draw();
  }

  end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.erase();
    this.text = "";
  }

  private draw(): void {
    if (!this.out.live || this.text === "") return;
    this.frame = (this.frame + 1) % frames.length;
    const text = shortened(this.text, (this.out.columns ?? 80) - 4);
    this.out.steer(`\r\u001b[K${this.out.style("cyan", frames[this.frame]!)} ${text}`);
  }

  private erase(): void {
    if (this.out.live && this.text !== "") this.out.steer("\r\u001b[K");
  }
}

/** A message of the API as a person reads it who knows the objects by name: `'private' (apool-v0abc)` is `'private'`. */
export const withoutIds = (text: string): string =>
  text.replace(/ \((agent|apool|env|run|vcs|ws)-\w+\)/g, "");
