import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cleanEnvironment, type Ran } from "../cli/support.js";
import { temporaryFolder } from "../support/process.js";
import type { Program } from "../support/programs.js";
import type { Sandbox } from "../support/sandbox.js";

/** How a configuration says where its state is: by a backend or by a cloud block. */
export type Form = "remote" | "cloud";

/** The block that leads to a workspace by name, by prefix or by tags. */
export function block(
  form: Form,
  host: string,
  organization: string,
  workspaces: { readonly name?: string; readonly prefix?: string; readonly tags?: readonly string[] },
): string {
  const inner = Object.entries(workspaces).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  return `terraform {
  ${form === "remote" ? 'backend "remote"' : "cloud"} {
    hostname     = "${host}"
    organization = "${organization}"
    workspaces { ${inner.join("\n")} }
  }
}
`;
}

const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** A command that is under way in a terminal. */
export class Command {
  /** Everything it has printed so far, without colours. */
  shown = "";
  readonly ended: Promise<Ran>;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    const printed = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const)
      child[name].setEncoding("utf8").on("data", (text: string) => {
        printed[name] += text;
        this.shown += text.replace(COLOURS, "");
        for (const listener of this.listeners) listener();
      });
    child.stdin.on("error", () => {});
    this.ended = new Promise((resolve) => child.once("close", (code) => resolve({ code, ...printed })));
  }

  /** Waits until it has shown the text. */
  showing(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!this.shown.includes(text)) return;
        this.listeners.delete(look);
        resolve();
      };
      this.listeners.add(look);
      void this.ended.then(() => {
        if (!this.shown.includes(text)) reject(new Error(`It never showed '${text}':\n${this.shown}`));
      });
      look();
    });
  }

  type(line: string): void {
    this.child.stdin.write(`${line}\n`);
  }

  endInput(): void {
    this.child.stdin.end();
  }

  interrupt(): void {
    this.child.kill("SIGINT");
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }
}

/** Somebody's terminal in a folder with a configuration, set up for a sandbox with HTTPS. */
export class Terminal {
  readonly folder = temporaryFolder("terminal-");
  readonly env: Record<string, string>;
  readonly host: string;

  constructor(
    sandbox: Sandbox,
    private readonly program: Program,
    /** By default the administrator's; null for somebody who has none yet. */
    token: string | null = sandbox.simulator.token,
  ) {
    this.host = new URL(sandbox.simulator.httpsUrl!).host;
    this.write(".setup/ca.pem", sandbox.simulator.ca!);
    // Where the programs keep what a login gives them.
    mkdirSync(join(this.folder, ".terraform.d"));
    if (token !== null) this.write(".setup/cli.tfrc", `credentials "${this.host}" { token = "${token}" }\n`);
    this.env = {
      SSL_CERT_FILE: join(this.folder, ".setup/ca.pem"),
      ...(token !== null && { TF_CLI_CONFIG_FILE: join(this.folder, ".setup/cli.tfrc") }),
      CHECKPOINT_DISABLE: "1",
      HOME: this.folder,
    };
  }

  write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Begins a command in the folder, or in one below it. */
  start(args: readonly string[], below = ""): Command {
    const env = { ...cleanEnvironment(), ...this.env };
    const cwd = join(this.folder, below);
    return new Command(spawn(this.program.path!, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"] }));
  }

  /** Runs a command to its end and returns what it showed. @throws Error unless it ends well */
  async run(...args: string[]): Promise<string> {
    const command = this.start(args);
    const { code } = await command.ended;
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}:\n${command.shown}`);
    return command.shown;
  }

  /** Runs a command that is to fail and returns what it showed, in one line. */
  async fails(...args: string[]): Promise<string> {
    const command = this.start(args);
    const { code } = await command.ended;
    if (code === 0) throw new Error(`${args.join(" ")} did not fail:\n${command.shown}`);
    return command.shown.replace(/[\s│╷╵]+/g, " ");
  }
}
