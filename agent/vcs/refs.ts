import type { GitOptions, Remote } from "./git.js";
import { GitError, git } from "./git.js";

/** The refs of branches, and those of pull requests at self-hosted servers. */
const PATTERNS = [
  "refs/heads/*",
  "refs/pull/*/head",
  "refs/merge-requests/*/head",
  "refs/pull-requests/*/from",
];

const MOST_REFS = 5_000;

/** The refs of a repository as a Git server lists them. */
export interface Refs {
  readonly defaultBranch: string | null;
  readonly heads: Readonly<Record<string, string>>;
}

/** Reads the current refs of a repository, with tags only if requested. @throws GitError */
export async function readRefs(
  remote: Remote,
  options: Omit<GitOptions, "remote">,
  { tags = false }: { readonly tags?: boolean } = {},
): Promise<Refs> {
  const patterns = tags ? [...PATTERNS, "refs/tags/*"] : PATTERNS;
  const args = ["ls-remote", "--symref", "--", remote.url, "HEAD", ...patterns];
  const text = await git(args, { ...options, remote });
  let defaultBranch: string | null = null;
  const heads: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const symbolic = /^ref: refs\/heads\/(\S+)\tHEAD$/.exec(line);
    if (symbolic) defaultBranch = symbolic[1]!;
    const [, sha, ref] = /^([0-9a-f]{40,64})\t(refs\/\S+)$/.exec(line) ?? [];
    // What an annotated tag leads to comes after the tag itself.
    if (sha !== undefined && ref !== undefined) heads[ref.replace(/\^\{\}$/, "")] = sha;
  }
  if (Object.keys(heads).length > MOST_REFS)
    throw new GitError(
      `The repository has more than ${MOST_REFS} branches and tags, more than an agent can watch.`,
    );
  return { defaultBranch, heads };
}
