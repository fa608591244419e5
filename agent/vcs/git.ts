/** Runs the system's git, without the user's configuration and without secrets in its arguments. */

import { spawn } from "node:child_process";
import { devNull } from "node:os";
import { NETWORK_VARIABLES, passedOn } from "../process/passed-on.js";
import { signalGroup } from "../process/process-group.js";

/** A Git operation failed. The message has no secrets and one line. */
export class GitError extends Error {
  override readonly name = "GitError";
}

/** A repository, and the credentials for it. */
export interface Remote {
  readonly url: string;
  /** The one protocol that git may speak. */
  readonly protocol: string;
  /** For git's environment: credentials, good for this server alone. */
  readonly configuration: readonly (readonly [string, string])[];
  /** What must not appear in a message. */
  readonly secrets: readonly string[];
}

export interface GitOptions {
  /** Where it runs; every path that it writes is below. */
  readonly cwd: string;
  /** The server that it may talk to; absent for none. */
  readonly remote?: Remote;
  readonly signal: AbortSignal;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Bytes of output that are read; more is an error. */
  readonly outputLimit?: number;
  /** Bytes of a file that it may write. */
  readonly fileLimit?: number;
}

/** Timeout of one git command in milliseconds. */
const PATIENCE = 5 * 60_000;
const OUTPUT_LIMIT = 4 * 1024 * 1024;
const ERROR_LIMIT = 16 * 1024;
/** git 2.31 reads configuration from the environment, which is how it gets credentials here. */
const OLDEST = [2, 31] as const;

/** The variables of the agent's environment that git gets: proxies, trusted certificates, and the operator's ssh agent. */
const PASSED_ON = [
  ...NETWORK_VARIABLES,
  "ALL_PROXY",
  "all_proxy",
  "SSL_CERT_DIR",
  "GIT_SSL_CAINFO",
  "SSH_AUTH_SOCK",
] as const;

const CONFIGURATION: readonly (readonly [string, string])[] = [
  // What a server says must not lead git elsewhere, with the credentials or without.
  ["http.followRedirects", "false"],
  ["core.hooksPath", devNull],
  ["core.fsmonitor", "false"],
  ["core.askPass", ""],
  ["credential.helper", ""],
  ["transfer.fsckObjects", "true"],
  ["submodule.recurse", "false"],
  ["protocol.version", "2"],
  ["gc.auto", "0"],
  ["advice.detachedHead", "false"],
];

function environment({ cwd, remote, env = {} }: GitOptions): Record<string, string> {
  const configuration = [...CONFIGURATION, ...(remote?.configuration ?? [])];
  return {
    ...passedOn(PASSED_ON),
    HOME: cwd,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_SSH_COMMAND: process.env.GIT_SSH_COMMAND ?? "ssh -oBatchMode=yes -oStrictHostKeyChecking=yes",
    GIT_ALLOW_PROTOCOL: remote?.protocol ?? "none",
    GIT_CEILING_DIRECTORIES: cwd,
    GIT_CONFIG_COUNT: String(configuration.length),
    ...Object.fromEntries(
      configuration.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
    ...env,
  };
}

/** Runs git and returns its output. @throws GitError */
export async function git(args: readonly string[], options: GitOptions): Promise<string> {
  const patience = AbortSignal.timeout(PATIENCE);
  const limit = options.outputLimit ?? OUTPUT_LIMIT;
  // A limit on the size of files is the shell's to set; git itself has none for what it is sent.
  const [program, before] =
    options.fileLimit === undefined
      ? ["git", []]
      : ["sh", ["-c", 'ulimit -f "$0"; exec git "$@"', String(Math.ceil(options.fileLimit / 512))]];
  const child = spawn(program, [...before, ...args], {
    cwd: options.cwd,
    env: environment(options),
    stdio: ["pipe", "pipe", "pipe"],
    // It leads a group of its own, with the programs that it talks to servers by.
    detached: true,
  });
  const kill = () => signalGroup(child.pid, "SIGKILL");
  const end = AbortSignal.any([options.signal, patience]);
  end.addEventListener("abort", kill, { once: true });
  if (end.aborted) kill();
  const chunks: Buffer[] = [];
  let size = 0;
  let problems = "";
  child.stdout.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) kill();
    else chunks.push(chunk);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    if (problems.length < ERROR_LIMIT) problems += text;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (error) => reject(cannotStart(error)));
    child.once("close", resolve);
  }).finally(() => end.removeEventListener("abort", kill));
  options.signal.throwIfAborted();
  if (patience.aborted)
    throw new GitError(`git ${args[0]} took longer than ${PATIENCE / 60_000} minutes and was stopped.`);
  if (size > limit) throw new GitError(`git ${args[0]} printed more than the ${limit} bytes that are read.`);
  if (code === 127) throw cannotStart({ code: "ENOENT" });
  if (code !== 0) throw new GitError(describe(args[0]!, code, problems, options.remote));
  return Buffer.concat(chunks).toString();
}

const cannotStart = (error: Pick<NodeJS.ErrnoException, "code"> & { readonly message?: string }) =>
  new GitError(
    error.code === "ENOENT"
      ? "git is not installed on the agent's machine, or not on its PATH. Install git 2.31 or newer there."
      : `git could not be started: ${error.message}`,
  );

/** The error output of git, without progress and without anything that can contain a secret. */
function describe(
  command: string,
  code: number | null,
  problems: string,
  remote: Remote | undefined,
): string {
  const lines = problems
    .split(/[\r\n]+/)
    .map((line) => line.replace(/^(fatal|error|remote): /, "").trim())
    .filter((line) => line !== "" && !/^(Cloning into|hint:|warning:|From )/.test(line));
  const said = lines.slice(0, 4).join("; ").slice(0, 600) || `it ended with ${code ?? "a signal"}`;
  const clean = (remote?.secrets ?? []).reduce((text, secret) => text.replaceAll(secret, "***"), said);
  return `git ${command} failed: ${clean.replace(/:\/\/[^/@\s]*@/g, "://***@")}`;
}

/** @throws GitError when git is missing or too old */
export async function checkGit(cwd: string, signal: AbortSignal): Promise<void> {
  const text = await git(["version"], { cwd, signal });
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return;
  throw new GitError(
    `The git on the agent's machine is ${text.trim()}; VCS tasks need ${OLDEST.join(".")} or newer.`,
  );
}
