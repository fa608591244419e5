/** A module's repository, fetched by the git of the machine. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { devNull } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Env } from "../hosts/host.js";
import type { PackageModule } from "../language/index.js";

/** Milliseconds of one git command. */
const PATIENCE = 5 * 60_000;

/** A repository runs nothing here, and leads git to no protocol but these; its submodules to no file of this machine. */
const GUARDS = [
  `core.hooksPath=${devNull}`,
  "protocol.allow=never",
  ...["https", "http", "ssh"].map((protocol) => `protocol.${protocol}.allow=always`),
  "protocol.file.allow=user",
].flatMap((setting) => ["-c", setting]);

/** git failed. The message is what it said, on one line and without credentials. */
export class GitError extends Error {
  override readonly name = "GitError";
}

/**
 * Puts what a repository has at a commit, or else at the module's branch or tag, into a folder. Whoever may read the repository
 * is the user's own git's to say: it uses their credentials and asks for none.
 * @throws GitError
 */
export async function fetchRepository(
  { url, ref }: PackageModule,
  folder: string,
  { env, commit }: { readonly env: Env; readonly commit: string | undefined },
): Promise<void> {
  const git = (...args: string[]) => run(args, folder, env);
  const wanted = commit ?? ref;
  await mkdir(folder, { recursive: true });
  await git("init", "--quiet");
  await git("remote", "add", "origin", url);
  try {
    await git("fetch", "--quiet", "--depth=1", "origin", wanted ?? "HEAD");
    await git("checkout", "--quiet", "--detach", "FETCH_HEAD");
  } catch (error) {
    if (wanted === null) throw error;
    // Not every server gives a commit that no branch or tag points to, and none finds a short id.
    await git("fetch", "--quiet", "--tags", "origin");
    await git("checkout", "--quiet", "--detach", wanted, "--");
  }
  if (existsSync(join(folder, ".gitmodules")))
    await git("submodule", "--quiet", "update", "--init", "--recursive", "--depth=1");
}

/** The commit that a folder is at; undefined where it is not known. */
export async function commitOf(folder: string): Promise<string | undefined> {
  const read = (name: string) => readFile(join(folder, ".git", name), "utf8").catch(() => "");
  const head = (await read("HEAD")).trim();
  const [, branch] = /^ref: (refs\/[\w./-]+)$/.exec(head) ?? [];
  const commit = branch === undefined || branch.includes("..") ? head : (await read(branch)).trim();
  return /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}

async function run(args: readonly string[], cwd: string, env: Env): Promise<void> {
  const own = { GIT_TERMINAL_PROMPT: "0", GIT_SSH_COMMAND: env.GIT_SSH_COMMAND ?? "ssh -oBatchMode=yes" };
  try {
    await promisify(execFile)("git", [...GUARDS, ...args], {
      cwd,
      env: { ...env, ...own },
      timeout: PATIENCE,
      killSignal: "SIGKILL",
      maxBuffer: 16 * 1024 * 1024,
    });
  } catch (error) {
    throw new GitError(reasonOf(error as NodeJS.ErrnoException & { stderr?: string; killed?: boolean }));
  }
}

function reasonOf({
  code,
  killed,
  stderr = "",
  message,
}: NodeJS.ErrnoException & { stderr?: string; killed?: boolean }): string {
  if (code === "ENOENT") return "git is not installed here, or not on the PATH.";
  if (killed) return `git took longer than ${PATIENCE / 60_000} minutes.`;
  const said = stderr.trim() || message;
  return `git says: ${said.replaceAll(/:\/\/[^/@\s]*@/g, "://***@").replaceAll(/\s+/g, " ")}`;
}
