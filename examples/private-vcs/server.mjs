// A private Git server, in place of a company's own: `git http-backend` behind a token, with one repository, acme/app. It is known as
// http://git.corp.invalid, a name that no one can resolve. Whoever has it as `http_proxy` gets there; here, that is the
// agent of the VCS pool, and whoever pushes.
//
//     node server.mjs [folder]
//
// The folder (private-git) gets the repository and `relay`, where a hook of the server leaves a notice of each push for the agent.
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";

const folder = resolve(process.argv[2] ?? "private-git");
const port = Number(process.env.PRIVATE_GIT_PORT ?? 7930);
const token = process.env.PRIVATE_GIT_TOKEN ?? "let-me-in";
const repositories = join(folder, "repositories");
const bare = join(repositories, "acme", "app.git");
const relay = join(folder, "relay");

const environment = {
  PATH: process.env.PATH,
  HOME: folder,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "Ann",
  GIT_AUTHOR_EMAIL: "ann@example.com",
  GIT_COMMITTER_NAME: "Ann",
  GIT_COMMITTER_EMAIL: "ann@example.com",
};
const git = (cwd, ...args) =>
  execFileSync("git", args, { cwd, env: environment, stdio: ["ignore", "pipe", "inherit"] });

// What a server's administrator installs: each push leaves a message, moved to its place when it is complete.
const hook = `#!/bin/sh
while read -r before after ref; do
  message="${relay}/$after-$$"
  printf '{"repository":"acme/app","ref":"%s","after":"%s","sender":"%s"}' "$ref" "$after" "\${REMOTE_USER:-git}" > "$message.tmp"
  mv "$message.tmp" "$message.json"
done
`;

function makeRepository() {
  mkdirSync(bare, { recursive: true });
  mkdirSync(relay, { recursive: true, mode: 0o700 });
  if (existsSync(join(bare, "HEAD"))) return;
  git(bare, "init", "--quiet", "--bare", "--initial-branch=main");
  const work = join(folder, "first-commit");
  cpSync(join(import.meta.dirname, "app"), work, { recursive: true });
  git(work, "init", "--quiet", "--initial-branch=main");
  git(work, "add", "--all");
  git(work, "commit", "--quiet", "-m", "Say hello");
  git(work, "push", "--quiet", bare, "main");
  writeFileSync(join(bare, "hooks", "post-receive"), hook);
  chmodSync(join(bare, "hooks", "post-receive"), 0o755);
}

/** The user name that came with the right token, or null. */
function userOf({ headers }) {
  const given = Buffer.from(headers.authorization?.split(" ")[1] ?? "", "base64").toString();
  const colon = given.indexOf(":");
  return given.slice(colon + 1) === token ? given.slice(0, colon) || "git" : null;
}

/** The status of a commit, as GitHub Enterprise takes it. */
async function takeStatus(request, response, sha) {
  let text = "";
  for await (const chunk of request) text += chunk;
  const isKnown = request.headers.authorization === `Bearer ${token}`;
  if (isKnown) {
    const { context, state } = JSON.parse(text);
    console.log(`status of ${sha.slice(0, 7)}: ${context} ${state}`);
  }
  response.writeHead(isKnown ? 201 : 401).end();
}

function serve(request, response) {
  const url = new URL(request.url, "http://git.corp.invalid");
  const status = /^\/api\/v3\/repos\/acme\/app\/statuses\/([0-9a-f]+)$/.exec(url.pathname);
  if (status && request.method === "POST") return takeStatus(request, response, status[1]);
  const user = userOf(request);
  if (user === null) return response.writeHead(401, { "WWW-Authenticate": 'Basic realm="git"' }).end();
  const backend = spawn("git", ["http-backend"], {
    env: {
      ...environment,
      GIT_PROJECT_ROOT: repositories,
      GIT_HTTP_EXPORT_ALL: "1",
      REQUEST_METHOD: request.method,
      PATH_INFO: decodeURIComponent(url.pathname),
      QUERY_STRING: url.search.slice(1),
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
      GIT_PROTOCOL: request.headers["git-protocol"] ?? "",
      REMOTE_USER: user,
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  backend.stdin.on("error", () => {});
  request.pipe(backend.stdin);
  let head = Buffer.alloc(0);
  backend.stdout.on("data", (chunk) => {
    if (response.headersSent) return response.write(chunk);
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end === -1) return;
    const headers = head
      .subarray(0, end)
      .toString()
      .split("\r\n")
      .map((line) => line.split(/: */, 2));
    const code = headers.find(([name]) => name === "Status")?.[1] ?? "200";
    for (const [name, value] of headers) if (name !== "Status") response.setHeader(name, value);
    response.writeHead(Number.parseInt(code, 10));
    response.write(head.subarray(end + 4));
  });
  backend.once("close", () => response.end());
}

// A program that starts this one can have it end along.
if (process.argv.includes("--exit-with-parent")) process.stdin.resume().on("end", () => process.exit());
makeRepository();
createServer((request, response) => serve(request, response)).listen(port, "127.0.0.1", function listening() {
  const proxy = `http://127.0.0.1:${this.address().port}`;
  console.log(
    `http://git.corp.invalid/acme/app.git is reachable only through the proxy ${proxy} (http_proxy).`,
  );
});
