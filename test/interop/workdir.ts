import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanEnvironment, cli, type Ran, ranOf } from "../cli/support.js";
import { OPENTOFU, type Program } from "../support/programs.js";

export interface Resources {
  /** What a plan would do, by address: `create`, `update`, `delete,create`, `no-op`, ... */
  readonly [address: string]: string;
}

interface Change {
  readonly address: string;
  readonly mode: string;
  readonly change: { readonly actions: readonly string[] };
}

interface Held {
  readonly address: string;
  readonly mode: string;
  readonly values: Record<string, unknown>;
}

/** A folder of configuration, with the provider installed for it by `scalr-sandbox provider install`. */
export class Workdir {
  readonly path = mkdtempSync(join(tmpdir(), "interop-"));
  readonly env: Record<string, string>;

  constructor(
    connection: { url: string; token: string },
    private readonly program: Program = OPENTOFU,
    env: Readonly<Record<string, string>> = {},
  ) {
    this.env = {
      SCALR_HOSTNAME: connection.url,
      SCALR_TOKEN: connection.token,
      TF_CLI_CONFIG_FILE: join(this.path, "mirror", "cli.tfrc"),
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
      ...env,
    };
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.path, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  /** Installs the provider and initialises the folder. */
  async init(...installFlags: string[]): Promise<Ran> {
    await succeed(this.cli("provider", "install", "--folder", join(this.path, "mirror"), ...installFlags));
    return succeed(this.run("init", "-no-color"));
  }

  /** Runs `scalr-sandbox` here. */
  cli(...args: string[]): Promise<Ran> {
    return cli(args, { cwd: this.path, env: this.env });
  }

  /** Runs the program here. */
  run(...args: string[]): Promise<Ran> {
    return this.start(...args).ran;
  }

  start(...args: string[]): { child: ChildProcess; ran: Promise<Ran> } {
    const env = { ...cleanEnvironment(), ...this.env };
    const child = spawn(this.program.path!, args, { cwd: this.path, env, stdio: ["ignore", "pipe", "pipe"] });
    return { child, ran: ranOf(child) };
  }

  /** Plans, and tells what would be done to each resource. */
  async plan(...flags: string[]): Promise<Resources> {
    await succeed(this.run("plan", "-no-color", "-out=plan.bin", ...flags));
    const { stdout } = await succeed(this.run("show", "-json", "plan.bin"));
    const { resource_changes: changes = [] } = JSON.parse(stdout);
    const managed = (changes as readonly Change[]).filter(({ mode }) => mode === "managed");
    return Object.fromEntries(managed.map(({ address, change }) => [address, change.actions.join()]));
  }

  /** Applies the last plan. */
  apply(): Promise<Ran> {
    return succeed(this.run("apply", "-no-color", "plan.bin"));
  }

  /** Attributes of each resource in the state, by address. */
  async state(): Promise<Record<string, Record<string, unknown>>> {
    const { stdout } = await succeed(this.run("show", "-json"));
    const resources: readonly Held[] = JSON.parse(stdout).values?.root_module.resources ?? [];
    const managed = resources.filter(({ mode }) => mode === "managed");
    return Object.fromEntries(managed.map(({ address, values }) => [address, values]));
  }
}

/** Fails with everything that was printed unless the command ended well. */
export async function succeed(running: Promise<Ran>): Promise<Ran> {
  const ran = await running;
  if (ran.code !== 0) throw new Error(`ended with ${ran.code}\n${ran.stdout}\n${ran.stderr}`);
  return ran;
}
