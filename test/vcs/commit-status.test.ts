/** What each kind of Git server is told of a commit: the agent posts to a real server. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import type { VcsStatusState } from "../../agent/protocol/protocol.js";
import { doVcsTask } from "../../agent/vcs/tasks.js";

const SHA = "0123456789abcdef0123456789abcdef01234567";
const STATES: readonly VcsStatusState[] = ["pending", "success", "failure", "error"];

async function bodyOf(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}

it.each<[string, string, readonly string[]]>([
  ["github_enterprise", `/api/v3/repos/acme/app/statuses/${SHA}`, ["pending", "success", "failure", "error"]],
  // GitLab has no state for a check that came to no result. A canceled one is not a success either.
  [
    "gitlab_enterprise",
    `/api/v4/projects/acme%2Fapp/statuses/${SHA}`,
    ["pending", "success", "failed", "canceled"],
  ],
  [
    "bitbucket_enterprise",
    `/rest/build-status/1.0/commits/${SHA}`,
    ["INPROGRESS", "SUCCESSFUL", "FAILED", "FAILED"],
  ],
])("%s is told each state in its own words", async (vcsType, path, words) => {
  const posted: { readonly path: string | undefined; readonly state: unknown }[] = [];
  const server = createServer(async (request, response) => {
    posted.push({ path: request.url, state: (await bodyOf(request)).state });
    response.writeHead(201).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = { name: "git", vcsType, url, username: null, token: "secret" };
  for (const state of STATES)
    await doVcsTask(
      {
        provider,
        request: {
          ...{ kind: "status", repository: "acme/app", sha: SHA, state, context: "scalr/policy-group/guard" },
          ...{ description: "No workspace was judged.", targetUrl: "http://127.0.0.1:1/" },
        },
      } as never,
      { folder: "", settings: { vcsFileRoot: null }, signal: new AbortController().signal } as never,
    );
  expect(posted).toEqual(words.map((state) => ({ path, state })));
});
