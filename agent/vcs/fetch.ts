/** Fetches a commit and checks out its working tree, within limits. */
import { mkdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { VCS_RESULT_LIMIT } from "../protocol/limits.js";
import type { VcsFetchRequest, VcsFetchResult, VcsServer } from "../protocol/protocol.js";
import { GitError, type GitOptions, git, type Remote } from "./git.js";
import { checkRef, checkSha, remoteOf } from "./remote.js";

/** The largest file that git may write in bytes, and the largest working tree in bytes and files. */
const FILE_LIMIT = 1024 * 1024 * 1024;
const TREE_LIMIT = 512 * 1024 * 1024;
const ENTRY_LIMIT = 50_000;
const MOST_CHANGED = 10_000;
/** Bytes of the names of changed files: the server accepts at most VCS_RESULT_LIMIT in all. */
const CHANGED_LIMIT = VCS_RESULT_LIMIT / 2;
const MOST_SUBMODULES = 50;
const DEEPEST_SUBMODULE = 5;

export interface FetchContext {
  readonly folder: string;
  readonly server: VcsServer;
  readonly fileRoot: string | null;
  readonly signal: AbortSignal;
}

export interface Fetched {
  /** The working tree, which is to be sent without what is named .git. */
  readonly tree: string;
  readonly result: VcsFetchResult;
}

/** @throws GitError */
export async function fetchCommit(request: VcsFetchRequest, context: FetchContext): Promise<Fetched> {
  const { folder, server, fileRoot, signal } = context;
  checkRef(request.ref);
  if (request.base !== null) checkRef(request.base);
  for (const sha of [request.sha, request.previous]) if (sha !== null) checkSha(sha);
  const remote = await remoteOf(server, request.repository, fileRoot);
  const tree = join(folder, "tree");
  await mkdir(tree);
  const options = { cwd: tree, remote, signal, fileLimit: FILE_LIMIT };
  await git(["init", "--quiet", "."], options);
  const sha = await fetchTo("refs/scalr/commit", request, remote, options);
  await checkTree(options);
  if (request.module !== undefined) await checkModule(request.module, request.ref, options);
  if (request.file !== undefined) await checkFile(request.file, sha, options);
  await git(["checkout", "--quiet", "--detach", "refs/scalr/commit"], options);
  const changedFiles = await changes(request, remote, options);
  const [author = "", ...message] = (
    await git(["log", "-1", "--format=%an%n%B", "refs/scalr/commit", "--"], options)
  ).split("\n");
  if (request.submodules) await fetchSubmodules(tree, context, remote, 1);
  return {
    tree,
    result: {
      kind: "fetch",
      sha,
      message: message.join("\n").trim().slice(0, 4_096),
      author: author.slice(0, 255),
      changedFiles,
    },
  };
}

/** Fetches a commit without its history. If the server does not allow a fetch by id, fetches the ref that it was on. */
async function fetchTo(
  to: string,
  { sha, ref }: Pick<VcsFetchRequest, "sha" | "ref">,
  { url }: Remote,
  options: GitOptions,
): Promise<string> {
  const shallow = ["fetch", "--quiet", "--no-tags", "--depth=1", "--", url];
  if (sha === null) await git([...shallow, `+${ref}:${to}`], options);
  else
    await git([...shallow, `+${sha}:${to}`], options).catch(async (error) => {
      if (!(error instanceof GitError)) throw error;
      await git(["fetch", "--quiet", "--no-tags", "--", url, `+${ref}:refs/scalr/ref`], options);
      await git(["update-ref", to, sha], options);
    });
  return (await git(["rev-parse", "--verify", `${to}^{commit}`], options)).trim();
}

/** Checks sizes before anything is checked out. */
async function checkTree(options: GitOptions): Promise<void> {
  const list = await git(["ls-tree", "-r", "-l", "-z", "refs/scalr/commit"], {
    ...options,
    outputLimit: 64 * 1024 * 1024,
  });
  const entries = list.split("\0").filter((entry) => entry !== "");
  if (entries.length > ENTRY_LIMIT) throw new GitError(`The commit has more than ${ENTRY_LIMIT} files.`);
  let size = 0;
  for (const entry of entries) size += Number(/^\S+ \S+ \S+ +(\d+)\t/.exec(entry)?.[1] ?? 0);
  if (size > TREE_LIMIT)
    throw new GitError(`The files of the commit take more than ${TREE_LIMIT / 1024 / 1024} MiB.`);
}

/** Checks that a module is a folder with configuration files. @throws GitError */
async function checkModule(path: string, ref: string, options: GitOptions): Promise<void> {
  if (path.split("/").includes("..")) throw new GitError(`'${path}' is not a folder of the repository.`);
  const list = await git(["ls-tree", "--name-only", "-z", `refs/scalr/commit:${path}`], options).catch(
    (error) => {
      if (error instanceof GitError) return "";
      throw error;
    },
  );
  if (list.split("\0").some((name) => /\.(tf|tofu)(\.json)?$/.test(name))) return;
  const where = path === "" ? "The root of the repository" : `The folder '${path}'`;
  throw new GitError(`${where} has no configuration files (*.tf) at ${ref}.`);
}

/** Checks that the commit has a file, such as the script of a hook. @throws GitError */
async function checkFile(path: string, sha: string, options: GitOptions): Promise<void> {
  const plain = posix.normalize(path).replace(/^\/+/, "");
  const entry = await git(["ls-tree", "-z", "refs/scalr/commit", "--", plain], options).catch((error) => {
    if (error instanceof GitError) return "";
    throw error;
  });
  if (/^100(644|755) blob /.test(entry)) return;
  throw new GitError(`Commit ${sha.slice(0, 7)} has no file '${path}'.`);
}

/** The files that differ from the previous commit, or from the merge base of a pull request. */
async function changes(
  { previous, base, ref, sha }: VcsFetchRequest,
  remote: Remote,
  options: GitOptions,
): Promise<readonly string[] | null> {
  if (previous === null && base === null) return null;
  try {
    const diff = ["diff", "--name-only", "--no-renames", "-z"];
    if (base !== null) {
      // Only the whole history tells where they parted.
      const refs = [`+${base}:refs/scalr/base`, `+${sha ?? ref}:refs/scalr/commit`];
      await git(["fetch", "--quiet", "--no-tags", "--depth=2147483647", "--", remote.url, ...refs], options);
      diff.push("refs/scalr/base...refs/scalr/commit", "--");
    } else {
      await fetchTo("refs/scalr/previous", { sha: previous, ref }, remote, options);
      diff.push("refs/scalr/previous", "refs/scalr/commit", "--");
    }
    const files = (await git(diff, options)).split("\0").filter((file) => file !== "");
    const isTooMuch = files.length > MOST_CHANGED || Buffer.byteLength(JSON.stringify(files)) > CHANGED_LIMIT;
    return isTooMuch ? null : files;
  } catch (error) {
    // A commit that is gone (a branch was rewritten) cannot be compared with: everything may have changed.
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** Fetches submodules from the same server. A submodule of another server fails the task, whatever its credentials. */
async function fetchSubmodules(
  tree: string,
  context: FetchContext,
  remote: Remote,
  depth: number,
): Promise<void> {
  const options = { cwd: tree, remote, signal: context.signal, fileLimit: FILE_LIMIT };
  if ((await readFile(join(tree, ".gitmodules")).catch(() => null)) === null) return;
  if (depth > DEEPEST_SUBMODULE)
    throw new GitError(`Submodules are nested more than ${DEEPEST_SUBMODULE} levels deep.`);
  const args = ["config", "--file", ".gitmodules", "--get-regexp", "--null", "^submodule\\..*\\.(url|path)$"];
  const entries = (await git(args, options)).split("\0").filter((entry) => entry !== "");
  const values = (name: string) =>
    entries
      .map((entry) => [entry.slice(0, entry.indexOf("\n")), entry.slice(entry.indexOf("\n") + 1)] as const)
      .filter(([key]) => key.endsWith(`.${name}`))
      .map(([, value]) => value);
  if (values("path").length > MOST_SUBMODULES)
    throw new GitError(`The repository has more than ${MOST_SUBMODULES} submodules.`);
  for (const url of values("url")) await checkSubmodule(url, remote, context);
  // git resolves relative addresses against the remote that it calls origin.
  await git(["config", "remote.origin.url", remote.url], options);
  await git(["submodule", "--quiet", "update", "--init", "--depth=1", "--"], options);
  for (const path of values("path")) {
    const url = (
      await git(["config", "--get", "remote.origin.url"], { ...options, cwd: join(tree, path) })
    ).trim();
    await fetchSubmodules(join(tree, path), context, { ...remote, url }, depth + 1);
  }
}

async function checkSubmodule(
  url: string,
  remote: Remote,
  { server, fileRoot }: FetchContext,
): Promise<void> {
  const from = new URL(`${remote.url}/`);
  const isRelative = url.startsWith("./") || url.startsWith("../");
  const to = isRelative || URL.canParse(url) ? new URL(url, from) : null;
  const base = new URL(server.url);
  const folder = base.pathname.replace(/\/*$/, "/");
  if (to?.protocol !== base.protocol || to.host !== base.host || !to.pathname.startsWith(folder))
    throw new GitError(
      `The submodule at '${url.replace(/:\/\/[^/@\s]*@/, "://***@")}' is not on VCS provider '${server.name}' and was not fetched.`,
    );
  await remoteOf(server, decodeURIComponent(to.pathname.slice(folder.length)).replace(/\/$/, ""), fileRoot);
}
