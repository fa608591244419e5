import { execFileSync, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, onTestFinished } from "vitest";
import { removeFolder } from "../../files/remove-folder.js";
import type { AtEnd } from "../support/process.js";

/** Git as a developer calls it, with nothing of this machine's configuration. */
export function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "Ann",
      GIT_AUTHOR_EMAIL: "ann@example.com",
      GIT_COMMITTER_NAME: "Ann",
      GIT_COMMITTER_EMAIL: "ann@example.com",
    },
  }).trim();
}

/** A folder of a test file, at whose top this is called, that goes with it. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "vcs-"));
  afterAll(() => removeFolder(path));
  return path;
}

/** A bare repository, and a clone of it to push from. */
export class Repository {
  readonly work: string;

  constructor(
    readonly root: string,
    readonly identifier: string,
  ) {
    const bare = this.bare;
    this.work = join(root, "work", identifier);
    mkdirSync(bare, { recursive: true });
    mkdirSync(this.work, { recursive: true });
    git(bare, "init", "--quiet", "--bare", "--initial-branch=main");
    git(this.work, "init", "--quiet", "--initial-branch=main");
    git(this.work, "remote", "add", "origin", bare);
  }

  get bare(): string {
    return join(this.root, "repositories", `${this.identifier}.git`);
  }

  /** Commits files and pushes them to a ref; gives the commit. */
  push(files: Readonly<Record<string, string>>, message = "Change it", ref = "refs/heads/main"): string {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.work, path)), { recursive: true });
      writeFileSync(join(this.work, path), text);
    }
    git(this.work, "add", "--all");
    git(this.work, "commit", "--quiet", "--allow-empty", "-m", message);
    git(this.work, "push", "--quiet", "origin", `+HEAD:${ref}`);
    return git(this.work, "rev-parse", "HEAD");
  }

  /** A hook of the server, as its administrator installs it, that leaves a notice of each push in the agent's relay. */
  tellRelay(relay: string, sender: string): void {
    const hook = join(this.bare, "hooks", "post-receive");
    writeFileSync(
      hook,
      `#!/bin/sh
while read -r before after ref; do
  message="${relay}/$after-$$"
  printf '{"repository":"${this.identifier}","ref":"%s","after":"%s","sender":"${sender}"}' "$ref" "$after" > "$message.tmp"
  mv "$message.tmp" "$message.json"
done
`,
    );
    chmodSync(hook, 0o755);
  }
}

export interface Posted {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, string>>;
}

/**
 * `git http-backend` behind basic authentication, as a private Git server has it. It is a proxy at once: whoever has
 * it as `http_proxy` reaches it by whatever name, and nobody else does.
 */
export class PrivateServer {
  readonly statuses: Posted[] = [];
  private readonly server: Server;

  constructor(
    private readonly repositories: string,
    private readonly password: string,
    atEnd: AtEnd = onTestFinished,
  ) {
    this.server = createServer((request, response) => this.handle(request, response));
    atEnd(() => {
      this.server.closeAllConnections();
      this.server.close();
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, "http://git.invalid");
    if (url.pathname.includes("/statuses/")) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString());
      this.statuses.push({ url: url.pathname, authorization: request.headers.authorization, body });
      response.writeHead(201).end();
      return;
    }
    const given = Buffer.from(request.headers.authorization?.split(" ")[1] ?? "", "base64").toString();
    if (!given.endsWith(`:${this.password}`)) {
      response.writeHead(401, { "WWW-Authenticate": 'Basic realm="git"' }).end();
      return;
    }
    this.backend(url, request, response);
  }

  private backend(url: URL, request: IncomingMessage, response: ServerResponse): void {
    const child = spawn("git", ["http-backend"], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: this.repositories,
        GIT_HTTP_EXPORT_ALL: "1",
        REQUEST_METHOD: request.method!,
        PATH_INFO: decodeURIComponent(url.pathname),
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
        REMOTE_USER: "agent",
      },
      stdio: ["pipe", "pipe", "ignore"],
    });
    request.pipe(child.stdin!);
    child.stdin!.on("error", () => {});
    let head = Buffer.alloc(0);
    let begun = false;
    child.stdout!.on("data", (chunk: Buffer) => {
      if (begun) return void response.write(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf("\r\n\r\n");
      if (end === -1) return;
      begun = true;
      let status = 200;
      for (const line of head.subarray(0, end).toString().split("\r\n")) {
        const [name, value] = line.split(/: */, 2) as [string, string];
        if (name === "Status") status = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.writeHead(status);
      response.write(head.subarray(end + 4));
    });
    child.once("close", () => response.end());
  }
}
