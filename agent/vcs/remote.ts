/** The address and credentials of a repository. The simulator's data is not trusted. */
import { realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { VcsServer } from "../protocol/protocol.js";
import { GitError, type Remote } from "./git.js";

const PROTOCOLS = ["http:", "https:", "ssh:", "file:"];

/** Path segments of letters, digits and a few signs. None can be an option or lead up. */
const IDENTIFIER = /^(?!-)[\w.~+@-]+(\/(?!-)[\w.~+@-]+){0,20}$/;
const BRANCH = /^(?!-)(?!.*(\.\.|\/\/|@\{|\.lock(\/|$)))[^\s~^:?*[\\\p{Cc}]{1,250}$/u;

/** The user name that each kind of server expects with a token. */
const USERS: Readonly<Record<string, string>> = {
  github_enterprise: "x-access-token",
  gitlab_enterprise: "oauth2",
  bitbucket_enterprise: "x-token-auth",
};

/** Rejects an identifier that could be read as a path, a flag or another address. @throws GitError */
function checkIdentifier(repository: string): void {
  if (!IDENTIFIER.test(repository) || repository.split("/").some((part) => /^\.+$/.test(part)))
    throw new GitError(`'${repository}' is not a repository identifier such as acme/app.`);
}

/** Accepts a branch or `HEAD`, and no flag of git. @throws GitError */
export function checkRef(ref: string): void {
  if (ref !== "HEAD" && !(ref.startsWith("refs/") && BRANCH.test(ref)))
    throw new GitError(`'${ref}' is not a branch name.`);
}

/** Accepts a full Git SHA. @throws GitError */
export function checkSha(sha: string): void {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) throw new GitError(`'${sha}' is not a commit.`);
}

function baseOf({ name, url }: VcsServer): URL {
  if (!URL.canParse(url) || !PROTOCOLS.includes(new URL(url).protocol))
    throw new GitError(
      `The url of VCS provider '${name}' must be one of http, https, ssh or file, not '${url.replace(/\/\/.*@/, "//***@")}'.`,
    );
  return new URL(url);
}

/** The repository on a server. `fileRoot` is the folder below which file:// addresses are allowed; null for none. */
export async function remoteOf(
  server: VcsServer,
  repository: string,
  fileRoot: string | null,
): Promise<Remote> {
  checkIdentifier(repository);
  const base = baseOf(server);
  const { protocol } = base;
  const user = decodeURIComponent(base.username) || server.username;
  const secret = server.token ?? decodeURIComponent(base.password);
  base.password = "";
  if (protocol !== "ssh:") base.username = "";
  const path = repository.endsWith(".git") ? repository : `${repository}.git`;
  const url = `${base.href.replace(/\/+$/, "")}/${path}`;
  if (protocol === "file:") await checkFile(url, fileRoot);
  return {
    url,
    protocol: protocol.slice(0, -1),
    configuration: secret && /^https?:$/.test(protocol) ? letIn(base, server, user, secret) : [],
    secrets: secret ? [secret, basic(server, user, secret)] : [],
  };
}

const basic = ({ vcsType }: VcsServer, user: string | null, secret: string): string =>
  Buffer.from(`${user || USERS[vcsType] || "git"}:${secret}`).toString("base64");

const letIn = (base: URL, server: VcsServer, user: string | null, secret: string) => [
  [`http.${base.href}.extraHeader`, `Authorization: Basic ${basic(server, user, secret)}`] as const,
];

async function checkFile(url: string, fileRoot: string | null): Promise<void> {
  if (fileRoot === null)
    throw new GitError(
      "The repository is a file:// address, and this agent may read none: set SCALR_AGENT_VCS_FILE_ROOT to the folder " +
        "of its repositories.",
    );
  const path = fileURLToPath(url);
  const root = await realpath(resolve(fileRoot)).catch(() => resolve(fileRoot));
  const real = await realpath(path).catch(() => {
    throw new GitError(`There is no repository at ${path}.`);
  });
  if (!real.startsWith(root.endsWith(sep) ? root : root + sep))
    throw new GitError(
      `${path} is not below ${root} (SCALR_AGENT_VCS_FILE_ROOT), where this agent may read.`,
    );
}
