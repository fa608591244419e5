import type { VcsFetchResult } from "../../agent/protocol/protocol.js";
import type { VcsProvider, VcsRevision, VcsTask } from "../core/entities.js";
import { newId } from "../core/ids.js";
import type { Tx } from "../core/schema.js";

const MESSAGE_LIMIT = 4_096;

/** The address of a repository, without anything secret in it. */
function cloneUrl({ url }: Pick<VcsProvider, "url">, repository: string): string {
  const base = new URL(url ?? "");
  base.username = base.protocol === "ssh:" ? base.username : "";
  base.password = "";
  const path = repository.endsWith(".git") ? repository : `${repository}.git`;
  return `${base.href.replace(/\/+$/, "")}/${path}`;
}

/** The web page of a commit, on servers that have one. */
function commitUrl(provider: VcsProvider, repository: string, sha: string): string | null {
  if (!/^https?:/.test(provider.url ?? "")) return null;
  const page = cloneUrl(provider, repository).replace(/\.git$/, "");
  const [project, name] = repository.split("/");
  switch (provider.vcsType) {
    case "gitlab_enterprise":
      return `${page}/-/commit/${sha}`;
    case "bitbucket_enterprise":
      return `${provider.url!.replace(/\/+$/, "")}/projects/${project}/repos/${name}/commits/${sha}`;
    default:
      return `${page}/commit/${sha}`;
  }
}

/** The purpose of a fetched commit. */
type Purpose = Pick<VcsRevision, "configurationVersion" | "moduleVersion" | "follower" | "branch"> & {
  /** Null where the author of the commit stands for who sent it. */
  readonly sender: string | null;
};

/** Stores the revision of a fetched commit. `id` is given if its files are already stored under it. */
export function keepRevision(
  tx: Tx,
  provider: VcsProvider,
  { request }: Pick<VcsTask, "request">,
  { sha, message, author }: VcsFetchResult,
  { sender, ...purpose }: Purpose,
  id = newId("vcs-rev"),
): VcsRevision {
  const { repository } = request as { readonly repository: string };
  return tx.insert<"vcs-revisions">({
    type: "vcs-revisions",
    id,
    ...purpose,
    cloneUrl: cloneUrl(provider, repository),
    commitMessage: message.slice(0, MESSAGE_LIMIT),
    commitSha: sha,
    commitUrl: commitUrl(provider, repository, sha),
    repositoryId: repository,
    senderUsername: sender ?? author,
  });
}
