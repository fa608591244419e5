/** The tofu and terraform programs of an agent. They are never downloaded. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ExecutorChoice } from "../../settings/settings.js";
import { findProgram } from "./programs.js";

/** The platform of a workspace: one of both programs. */
export type Platform = "opentofu" | "terraform";

/** A program that was found on the machine. */
export interface Tool {
  readonly platform: Platform;
  readonly version: string;
  /** Absolute path, or the name that SCALR_AGENT_EXECUTOR gives. */
  readonly program: string;
}

export const PLATFORMS: Readonly<Record<Platform, { readonly title: string; readonly program: string }>> = {
  opentofu: { title: "OpenTofu", program: "tofu" },
  terraform: { title: "Terraform", program: "terraform" },
};

/** A tool as logs name it: `OpenTofu 1.9.0 (/usr/bin/tofu)`. */
export const describeTool = ({ platform, version, program }: Tool) =>
  `${PLATFORMS[platform].title} ${version} (${program})`;

/** The path of a program's version below SCALR_AGENT_CACHE_DIR. */
export const cachedProgram = (platform: Platform, version: string) =>
  join(platform, version, PLATFORMS[platform].program);

/** The program that SCALR_AGENT_EXECUTOR names cannot be used. The message says why, and what to do. */
export class UnusableProgramError extends Error {
  override readonly name = "UnusableProgramError";
  /** `isLasting`: as long as nobody changes the program or the setting. Otherwise the program may work the next time. */
  constructor(
    message: string,
    readonly isLasting: boolean,
  ) {
    super(message);
  }
}

interface Options {
  readonly executor: ExecutorChoice;
  readonly cacheDir: string | null;
  readonly path: string;
}

/** Finds programs, and reads the version of each once, as long as its file does not change. */
export class Tools {
  private readonly known = new Map<string, Promise<Tool | null>>();

  constructor(private readonly options: Options) {}

  /** What the agent has for a platform; with SCALR_AGENT_EXECUTOR, what that names. @throws UnusableProgramError */
  async of(platform: Platform): Promise<readonly Tool[]> {
    const { executor } = this.options;
    if (executor.kind === "embedded") return [];
    if (executor.kind === "binary") return [await this.named(executor.program)];
    const found = await Promise.all(this.candidates(platform).map((program) => this.ask(program)));
    return found.filter((tool): tool is Tool => tool?.platform === platform);
  }

  /** Why no run can be executed with what SCALR_AGENT_EXECUTOR names; null where one can. */
  async trouble(): Promise<UnusableProgramError | null> {
    const { executor } = this.options;
    if (executor.kind !== "binary") return null;
    try {
      await this.named(executor.program);
      return null;
    } catch (error) {
      if (error instanceof UnusableProgramError) return error;
      throw error;
    }
  }

  /** The program that SCALR_AGENT_EXECUTOR names. @throws UnusableProgramError */
  private async named(program: string): Promise<Tool> {
    const file = findProgram(program, this.options.path);
    const known = file === undefined ? null : await this.ask(file);
    return known === null ? askVersion(program) : { ...known, program };
  }

  private candidates(platform: Platform): string[] {
    const { cacheDir } = this.options;
    const { program } = PLATFORMS[platform];
    const versions = cacheDir === null ? null : join(cacheDir, platform);
    const cached =
      versions === null || !existsSync(versions)
        ? []
        : readdirSync(versions).map((version) => join(cacheDir!, cachedProgram(platform, version)));
    const first = findProgram(program, this.options.path);
    return [...cached.filter((file) => existsSync(file)), ...(first === undefined ? [] : [first])];
  }

  private ask(program: string): Promise<Tool | null> {
    const { mtimeMs, size } = statSync(program);
    const key = `${program} ${mtimeMs} ${size}`;
    // One that does not run, or is something else of that name, is as good as none.
    if (!this.known.has(key))
      this.known.set(
        key,
        askVersion(program).catch(() => null),
      );
    return this.known.get(key)!;
  }
}

/** Why the system does not start a program, by its code. */
const WHY: Readonly<Record<string, string>> = {
  ENOENT: "the agent's machine has no such program",
  EACCES: "the agent may not execute it",
  ENOEXEC: "it is not a program for this machine",
};

/** @throws UnusableProgramError */
async function askVersion(program: string): Promise<Tool> {
  let text: string;
  try {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, CHECKPOINT_DISABLE: "1" };
    text = (await promisify(execFile)(program, ["version"], { env, timeout: 60_000 })).stdout;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const known = WHY[code ?? ""];
    throw new UnusableProgramError(
      `'${program}' cannot be run: ${known ?? message.split("\n")[0]}. Install it, or start the agent with another SCALR_AGENT_EXECUTOR, such as auto.`,
      known !== undefined,
    );
  }
  const said = /^(OpenTofu|Terraform) v(\S+)/m.exec(text);
  if (said === null)
    throw new UnusableProgramError(
      `'${program}' is neither OpenTofu nor Terraform: it prints '${text.trim().slice(0, 100)}'. Start the agent with another SCALR_AGENT_EXECUTOR, such as auto.`,
      true,
    );
  return { platform: said[1] === "OpenTofu" ? "opentofu" : "terraform", version: said[2]!, program };
}
