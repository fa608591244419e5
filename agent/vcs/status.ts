/** Posts the status of a commit: through the server's API if it has one, otherwise as a Git note. */
import type { VcsServer, VcsStatusRequest, VcsStatusState } from "../protocol/protocol.js";
import { GitError, type GitOptions, git } from "./git.js";
import { checkSha, remoteOf } from "./remote.js";

interface Post {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

const GITLAB: Readonly<Record<VcsStatusState, string>> = {
  pending: "pending",
  success: "success",
  failure: "failed",
  error: "canceled",
};

const BITBUCKET: Readonly<Record<VcsStatusState, string>> = {
  pending: "INPROGRESS",
  success: "SUCCESSFUL",
  failure: "FAILED",
  error: "FAILED",
};

/** The request for a commit status at each self-hosted kind of server. */
const APIS: Readonly<Record<string, (request: VcsStatusRequest, token: string) => Post>> = {
  github_enterprise: ({ repository, sha, state, context, description, targetUrl }, token) => ({
    path: `/api/v3/repos/${repository.split("/").map(encodeURIComponent).join("/")}/statuses/${sha}`,
    headers: { Authorization: `Bearer ${token}`, Accept: "application/vnd.github+json" },
    body: { state, context, description, target_url: targetUrl },
  }),
  gitlab_enterprise: ({ repository, sha, state, context, description, targetUrl }, token) => ({
    path: `/api/v4/projects/${encodeURIComponent(repository)}/statuses/${sha}`,
    headers: { "PRIVATE-TOKEN": token },
    body: { state: GITLAB[state], name: context, description, target_url: targetUrl },
  }),
  bitbucket_enterprise: ({ sha, state, context, description, targetUrl }, token) => ({
    path: `/rest/build-status/1.0/commits/${sha}`,
    headers: { Authorization: `Bearer ${token}` },
    body: { state: BITBUCKET[state], key: context, name: context, description, url: targetUrl },
  }),
};

export interface StatusContext {
  readonly folder: string;
  readonly server: VcsServer;
  readonly fileRoot: string | null;
  readonly signal: AbortSignal;
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: object) => Promise<number>;
}

/** @throws GitError */
export async function postStatus(request: VcsStatusRequest, context: StatusContext): Promise<void> {
  checkSha(request.sha);
  const { server } = context;
  const remote = await remoteOf(server, request.repository, context.fileRoot);
  if (remote.protocol !== "http" && remote.protocol !== "https") return note(request, context);
  const api = APIS[server.vcsType];
  if (api === undefined) throw new GitError(`Servers of type '${server.vcsType}' have no commit statuses.`);
  const { path, headers, body } = api(request, server.token ?? "");
  const base = new URL(server.url);
  const prefix = base.pathname.replace(/\/+$/, "");
  const url = `${base.origin}${prefix}${path}`;
  const status = await context.post(url, headers, body).catch((error: Error) => {
    context.signal.throwIfAborted();
    throw new GitError(`The status could not be posted to ${base.origin}: ${error.message}`);
  });
  if (status < 200 || status >= 300)
    throw new GitError(`${base.origin} refused the status of the commit with ${status}.`);
}

/** The ref of the notes, which `git log --notes=scalr` shows. */
const NOTES = "refs/notes/scalr";
const ATTEMPTS = 5;

/** The note has one line for each context, with its last status. */
async function note(request: VcsStatusRequest, context: StatusContext): Promise<void> {
  const { sha } = request;
  const remote = await remoteOf(context.server, request.repository, context.fileRoot);
  const who = { NAME: "scalr-sandbox", EMAIL: "scalr-sandbox@sandbox.invalid" };
  const env = Object.fromEntries(
    Object.entries(who).flatMap(([name, value]) => [
      [`GIT_AUTHOR_${name}`, value],
      [`GIT_COMMITTER_${name}`, value],
    ]),
  );
  const options: GitOptions = { cwd: context.folder, remote, signal: context.signal, env };
  await git(["init", "--quiet", "--bare", "."], options);
  await git(["fetch", "--quiet", "--no-tags", "--depth=1", "--", remote.url, sha], options);
  for (let attempt = 1; ; attempt++) {
    // There are none before the first.
    await git(["fetch", "--quiet", "--", remote.url, `+${NOTES}:${NOTES}`], options).catch(() => {});
    const known = await git(["notes", `--ref=${NOTES}`, "show", sha], options).catch(() => "");
    const others = known
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith(`${request.context}: `));
    const line = `${request.context}: ${request.state}: ${request.description.replaceAll(/\s+/g, " ")}`;
    const input = `${[...others, line].join("\n")}\n`;
    await git(["notes", `--ref=${NOTES}`, "add", "--force", "--file=-", sha], { ...options, input });
    try {
      await git(["push", "--quiet", "--", remote.url, `${NOTES}:${NOTES}`], options);
      return;
    } catch (error) {
      // Somebody else has added one meanwhile.
      if (attempt === ATTEMPTS) throw error;
    }
  }
}
