/** Executes VCS tasks, by their kind. */

import { basename } from "node:path";
import type { Readable } from "node:stream";
import { create } from "tar";
import type { VcsOrder, VcsResult } from "../protocol/protocol.js";
import type { AgentSettings } from "../settings/settings.js";
import { fetchCommit } from "./fetch.js";
import { GitError, git } from "./git.js";
import type { Relay } from "./push-notices.js";
import { readRefs } from "./refs.js";
import { checkRef, remoteOf } from "./remote.js";
import { postStatus } from "./status.js";
import { watchRepositories } from "./watch.js";

export interface VcsTaskContext {
  /** A folder of its own, which goes with the task. */
  readonly folder: string;
  readonly settings: AgentSettings;
  readonly relay: Relay;
  readonly signal: AbortSignal;
  /** Sends the working tree; may be called for more than one pass over it. */
  readonly send: (archive: () => Readable) => Promise<void>;
}

/** @throws GitError, HttpError */
export async function doVcsTask({ provider, request }: VcsOrder, task: VcsTaskContext): Promise<VcsResult> {
  const { folder, signal, settings, relay } = task;
  const fileRoot = settings.vcsFileRoot;
  const context = { folder, server: provider, fileRoot, signal };
  switch (request.kind) {
    case "watch":
      return watchRepositories(request, { ...context, relay, interval: settings.vcsInterval });
    case "branches": {
      const remote = await remoteOf(provider, request.repository, fileRoot);
      const { defaultBranch, heads } = await readRefs(remote, { cwd: folder, signal });
      const branches = Object.entries(heads)
        .filter(([ref]) => ref.startsWith("refs/heads/"))
        .map(([ref, sha]) => ({ name: ref.slice("refs/heads/".length), sha }));
      return { kind: "branches", defaultBranch, branches };
    }
    case "resolve": {
      checkRef(request.ref);
      const remote = await remoteOf(provider, request.repository, fileRoot);
      const text = await git(["ls-remote", "--", remote.url, request.ref], { cwd: folder, remote, signal });
      const line = text.split("\n").find((each) => each.endsWith(`\t${request.ref}`));
      if (line === undefined) throw new GitError(`There is no ${request.ref} in ${request.repository}.`);
      return { kind: "resolve", sha: line.split("\t")[0]! };
    }
    case "fetch": {
      const { tree, result } = await fetchCommit(request, context);
      await task.send(() => packTree(tree));
      return result;
    }
    case "status":
      await postStatus(request, {
        ...context,
        post: (url, headers, body) => httpPost(url, headers, body, signal),
      });
      return { kind: "status" };
  }
}

/** A working tree as a tar.gz. Links are packed as links, and the server checks them like those of any upload. */
const packTree = (tree: string): Readable =>
  create(
    { cwd: tree, gzip: true, portable: true, follow: false, filter: (path) => basename(path) !== ".git" },
    ["."],
  ) as unknown as Readable;

const PATIENCE = 30_000;
const ANSWER_LIMIT = 16 * 1024;

/** Posts JSON through the proxy of the agent's environment (http_proxy and similar). Redirects are not followed. */
async function httpPost(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: object,
  signal: AbortSignal,
): Promise<number> {
  // Only an agent of a VCS pool posts: the others need not read it.
  const { EnvHttpProxyAgent, request } = await import("undici");
  const dispatcher = new EnvHttpProxyAgent({ proxyTunnel: false });
  try {
    const answer = await request(url, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json", "User-Agent": "scalr-sandbox" },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
      dispatcher,
    });
    await answer.body.dump({ limit: ANSWER_LIMIT });
    return answer.statusCode;
  } finally {
    await dispatcher.destroy();
  }
}
