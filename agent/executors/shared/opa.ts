/** The programs of Open Policy Agent that an agent has. None is ever downloaded. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PolicyGroupOrder } from "../../protocol/protocol.js";
import type { OpaProgram } from "./executor.js";
import { findProgram } from "./programs.js";

/** The folder below SCALR_AGENT_CACHE_DIR in which `<version>/opa` are looked for. */
const CACHED = "opa";

interface Options {
  /** What SCALR_AGENT_OPA names. */
  readonly opa: string;
  readonly cacheDir: string | null;
  readonly path: string;
}

/** Finds `opa`, and asks each file once for its version as long as it stays the same. */
export class OpaPrograms {
  private readonly known = new Map<string, Promise<OpaProgram | null>>();

  constructor(private readonly options: Options) {}

  /** Every program that the agent has; those of the cache folder first. */
  async find(): Promise<readonly OpaProgram[]> {
    const found = await Promise.all(this.candidates().map((program) => this.ask(program)));
    return found.filter((each) => each !== null);
  }

  private candidates(): readonly string[] {
    const { opa, cacheDir, path } = this.options;
    const versions = cacheDir === null ? null : join(cacheDir, CACHED);
    const cached =
      versions === null || !existsSync(versions)
        ? []
        : readdirSync(versions).map((version) => join(versions, version, "opa"));
    const first = findProgram(opa, path);
    return [...cached.filter((file) => existsSync(file)), ...(first === undefined ? [] : [first])];
  }

  private ask(program: string): Promise<OpaProgram | null> {
    const { mtimeMs, size } = statSync(program);
    const key = `${program} ${mtimeMs} ${size}`;
    if (!this.known.has(key)) this.known.set(key, askVersion(program));
    return this.known.get(key)!;
  }
}

/** One that does not run, or is something else of that name, is as good as none. */
async function askVersion(program: string): Promise<OpaProgram | null> {
  try {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME };
    const { stdout } = await promisify(execFile)(program, ["version"], { env, timeout: 60_000 });
    const version = /^Version: (\d+\.\d+\.\d+\S*)/m.exec(stdout)?.[1];
    return version === undefined ? null : { version, program };
  } catch {
    return null;
  }
}

const majorOf = (version: string) => Number(version.split(".")[0]);

/** The program that evaluates a group's policies: of the version that it asks for, or else the last that was found. */
export const programFor = (wanted: string, programs: readonly OpaProgram[]): OpaProgram =>
  programs.find(({ version }) => version === wanted) ?? programs.at(-1)!;

/** What makes a program read Rego as the version that the group asks for does: 1.0 has changed the language. */
export function languageFlags(wanted: string, { version }: OpaProgram): readonly string[] {
  if (majorOf(wanted) === majorOf(version)) return [];
  return majorOf(wanted) === 0 ? ["--v0-compatible"] : ["--v1-compatible"];
}

/** Why a plan cannot be made by an agent that has no `opa`, and what to do. */
export function opaLack(
  groups: readonly PolicyGroupOrder[],
  agent: string,
  { opa, cacheDir }: Pick<Options, "opa" | "cacheDir">,
): string {
  const named = groups.map(({ id, name }) => `'${name}' (${id})`).join(", ");
  const what = groups.length === 1 ? `Policy group ${named} must be` : `Policy groups ${named} must be`;
  const cached = cacheDir === null ? "" : `, or at ${join(cacheDir, CACHED, groups[0]!.opaVersion, "opa")}`;
  return (
    `${what} evaluated, and agent '${agent}' has no Open Policy Agent: '${opa}' was not found or cannot be run. Put \`opa\` on ` +
    `the agent's PATH${cached}, or name it with SCALR_AGENT_OPA. SCALR_AGENT_SKIP_POLICIES=1 makes the agent plan without ` +
    "evaluating policies."
  );
}
