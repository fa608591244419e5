import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type CommandStep, missing } from "./page.js";

const endOfCommand = "--end-of-command--";

/** Where a reader types, and with what. */
export interface Desk {
  /** A folder for the output of what runs in the background. */
  readonly logs: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** A shell as a reader has it: what is typed into it, and what it prints. */
export class Shell {
  private readonly shell: ChildProcess;
  private pending = "";
  private listeners: (() => void)[] = [];
  private backgrounds = 0;
  private cwd: string;

  constructor(private readonly desk: Desk) {
    this.cwd = desk.cwd;
    this.shell = spawn("bash", ["--noprofile", "--norc"], {
      cwd: desk.cwd,
      env: desk.env,
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    for (const stream of [this.shell.stdout!, this.shell.stderr!]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        this.pending += text;
        for (const listener of this.listeners.splice(0)) listener();
      });
    }
    this.shell.on("close", () => {
      for (const listener of this.listeners.splice(0)) listener();
    });
    this.shell.stdin!.write("exec 2>&1\n");
  }

  /** The reader's current folder: `cd` on a page moves it. */
  get folder(): string {
    return this.cwd;
  }

  writeFile(path: string, text: string): void {
    const full = join(this.cwd, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }

  /** Runs a command of a page; fails when it does not do what the page says. */
  async run(step: CommandStep): Promise<void> {
    if (step.background) return this.runInBackground(step);
    const input = step.input === "" ? "< /dev/null" : `<<< '${step.input}'`;
    this.shell.stdin!.write(
      `{ ${step.text}\n} ${input}\nprintf '\\n%s %d %s\\n' ${endOfCommand} $? "$PWD"\n`,
    );
    const { output, code } = await this.answer(step);
    const absent = missing(step.shown, output);
    if (code === step.exit && absent === null) return;
    const what = absent === null ? `exit code ${code}, not ${step.exit}` : `it did not print: ${absent}`;
    throw new Error(`Line ${step.line}, \`${step.text}\`: ${what}\n${output}`);
  }

  private async runInBackground(step: CommandStep): Promise<void> {
    const file = join(this.desk.logs, `background-${++this.backgrounds}.log`);
    // In front, so that a redirection of the page's own comes after and wins.
    this.shell.stdin!.write(`> "${file}" 2>&1 < /dev/null ${step.text} &\n`);
    const deadline = performance.now() + 100_000;
    for (;;) {
      const output = existsSync(file) ? readFileSync(file, "utf8") : "";
      const absent = missing(step.shown, output);
      if (absent === null) return;
      if (performance.now() > deadline) {
        throw new Error(`Line ${step.line}, \`${step.text} &\`: it did not print: ${absent}\n${output}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async answer(step: CommandStep): Promise<{ output: string; code: number }> {
    const end = new RegExp(`\\n?${endOfCommand} (\\d+) (.*)\\n`);
    for (;;) {
      const match = end.exec(this.pending);
      if (match !== null) {
        const output = this.pending.slice(0, match.index);
        this.pending = this.pending.slice(match.index + match[0].length);
        this.cwd = match[2]!;
        return { output, code: Number(match[1]) };
      }
      if (this.shell.exitCode !== null)
        throw new Error(`Line ${step.line}, \`${step.text}\` ended the shell:\n${this.pending}`);
      await new Promise<void>((resolve) => this.listeners.push(resolve));
    }
  }

  private isGroupAlive(): boolean {
    try {
      process.kill(-this.shell.pid!, 0);
      return true;
    } catch {
      return false;
    }
  }

  /** Ends everything that the page started. */
  async close(): Promise<void> {
    if (this.shell.exitCode !== null) return;
    const ended = new Promise((resolve) => this.shell.once("close", resolve));
    process.kill(-this.shell.pid!, "SIGTERM");
    const timer = setTimeout(() => process.kill(-this.shell.pid!, "SIGKILL"), 3_000);
    await ended;
    // What it had in the background may take longer, and still writes.
    const deadline = performance.now() + 100_000;
    while (this.isGroupAlive() && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    clearTimeout(timer);
  }
}
