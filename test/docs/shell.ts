import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { linkDependencies } from "../../cli/demo/stage/package-links.js";
import { cleanEnvironment, program } from "../cli/support.js";
import { OPA } from "../support/programs.js";
import { tofu } from "../support/tofu.js";
import { type CommandStep, missing } from "./page.js";

const vitest = join(import.meta.dirname, "../../node_modules/vitest");
const endOfCommand = "--end-of-command--";

/** Where a reader types, and with what. */
export interface Desk {
  /** A folder for the output of what runs in the background. */
  readonly logs: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Where examples/private-vcs is served, instead of at 7930; null for there. */
  readonly gitPort: number | null;
}

/**
 * A desk for one page among others that are followed at the same time. `scalr-sandbox` is the built program, on any free port
 * where the page has it on the usual one. `npm install` makes links to what is installed here instead of downloading it;
 * test/docs/real follows the pages with the real npm. `more`: variables that a page's reader has set; its PATH is added.
 */
export function deskApart(folder: string, more: Readonly<Record<string, string>> = {}): Desk {
  const bin = join(folder, ".bin");
  mkdirSync(bin);
  script(
    join(bin, "scalr-sandbox"),
    `if [ "$1" = up ]; then shift; set -- up --port 0 "$@"; fi\n` +
      `if [ "$1" = serverless ]; then shift; set -- serverless --port "$RECEIVER_PORT" "$@"; fi\nexec "${process.execPath}" "${program}" "$@"`,
  );
  script(join(bin, "npx"), 'exec "$@"');
  script(
    join(bin, "npm"),
    `case "$1" in
  pack) echo scalr-sandbox-0.1.0.tgz ;;
  init) echo '{"private":true}' > package.json ;;
  install) [ "$2" = --global ] || cp -R "${folder}/.links/node_modules" . ;;
  *) exit 1 ;;
esac`,
  );
  if (tofu) symlinkSync(tofu, join(bin, "tofu"));
  if (OPA.path) symlinkSync(OPA.path, join(bin, "opa"));
  mkdirSync(join(folder, ".links"));
  linkDependencies(join(folder, ".links"), ["@cdktf/provider-null"]);
  symlinkSync(vitest, join(folder, ".links", "node_modules", "vitest"));
  script(join(bin, "vitest"), `NO_COLOR=1 exec "${process.execPath}" "${join(vitest, "vitest.mjs")}" "$@"`);
  const { PATH, ...environment } = cleanEnvironment();
  // Where examples/serverless has its webhook lead, and `serverless` listens.
  const port = freePorts();
  const receiver = { TF_VAR_receiver: `http://127.0.0.1:${port}`, RECEIVER_PORT: String(port) };
  const gitPort = port + 1;
  const env = {
    ...environment,
    ...receiver,
    PRIVATE_GIT_PORT: String(gitPort),
    ...more,
    PATH: [bin, more.PATH, PATH].filter(Boolean).join(delimiter),
  };
  return { logs: folder, cwd: join(folder, "work"), env, gitPort };
}

/**
 * The first of two ports on which nothing listens, whatever else runs on this machine. They are below those that the system gives to
 * whoever asks for any, so that nobody gets them by chance.
 */
function freePorts(): number {
  const script = `
    import { createServer } from "node:net";
    const isFree = (port) => new Promise((resolve) => {
      const server = createServer().once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    for (;;) {
      const port = 20_000 + 2 * Math.floor(Math.random() * 6_000);
      if ((await isFree(port)) && (await isFree(port + 1))) {
        console.log(port);
        break;
      }
    }`;
  return Number(execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }));
}

/** A shell as a reader has it: what is typed into it, and what it prints. */
export class Shell {
  private readonly shell: ChildProcess;
  private pending = "";
  private listeners: (() => void)[] = [];
  private backgrounds = 0;
  /** Where the reader is: `cd` on a page moves it. */
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
      `{ ${this.typed(step)}\n} ${input}\nprintf '\\n%s %d %s\\n' ${endOfCommand} $? "$PWD"\n`,
    );
    const { output, code } = await this.answer(step);
    const absent = missing(step.shown, output);
    if (code === step.exit && absent === null) return;
    const what = absent === null ? `exit code ${code}, not ${step.exit}` : `it did not print: ${absent}`;
    throw new Error(`Line ${step.line}, \`${step.text}\`: ${what}\n${output}`);
  }

  private typed({ text }: CommandStep): string {
    const { gitPort } = this.desk;
    return gitPort === null ? text : text.replaceAll("127.0.0.1:7930", `127.0.0.1:${gitPort}`);
  }

  private async runInBackground(step: CommandStep): Promise<void> {
    const file = join(this.desk.logs, `background-${++this.backgrounds}.log`);
    // In front, so that a redirection of the page's own comes after and wins.
    this.shell.stdin!.write(`> "${file}" 2>&1 < /dev/null ${this.typed(step)} &\n`);
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

function script(path: string, body: string): void {
  writeFileSync(path, `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(path, 0o755);
}
