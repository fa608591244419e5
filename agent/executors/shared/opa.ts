/** The Open Policy Agent programs of an agent. They are never downloaded. */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PolicyGroupOrder } from "../../protocol/protocol.js";
import type { OpaProgram } from "./executor.js";
import { findProgram } from "./programs.js";

/** The folder below SCALR_AGENT_CACHE_DIR that is searched for `<version>/opa`. */
const CACHED = "opa";

interface Options {
  /** What SCALR_AGENT_OPA names. */
  readonly opa: string;
  readonly cacheDir: string | null;
  readonly path: string;
}

/** Finds `opa`, and reads the version of each file once, as long as the file does not change. */
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

/** A file that does not run, or is another program, is ignored. */
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

/** The program for a group's policies: with the group's version, or else the last one that was found. */
export const programFor = (wanted: string, programs: readonly OpaProgram[]): OpaProgram =>
  programs.find(({ version }) => version === wanted) ?? programs.at(-1)!;

/** Flags with which a program reads Rego as the group's version does: version 1.0 changed the language. */
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
