import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { CliError } from "../../shell/errors.js";
import type { Process } from "./processes.js";
import type { Stage } from "./stage.js";

/** What the private Git server of the demo takes. */
export const GIT_TOKEN = "token-of-the-git-server";

/** The Git server of `examples/private-vcs`, which nobody reaches but through its proxy. */
export interface PrivateGit {
  readonly server: Process;
  /** How one gets to the server. */
  readonly proxy: string;
  readonly folder: string;
}

/** @throws CliError where there is no git */
export function needGit(): void {
  try {
    execFileSync("git", ["--version"], { stdio: "ignore" });
  } catch {
    throw new CliError(
      "failure",
      "This scenario needs git, which is not on the PATH. Install git 2.31 or newer.",
    );
  }
}

export async function startPrivateGit({ folder: parent, processes, progress }: Stage): Promise<PrivateGit> {
  const folder = join(parent, "private-git");
  const script = join(parent, "examples", "private-vcs", "server.mjs");
  const server = processes.startScript(script, [folder, "--exit-with-parent"], {
    PRIVATE_GIT_PORT: "0",
    PRIVATE_GIT_TOKEN: GIT_TOKEN,
  });
  const said = await server.line((line) => line.includes("http_proxy"));
  progress.keep(`  ${said}`);
  return { server, proxy: /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0], folder };
}

/** The id of a VCS provider whose server the agents of a pool reach. */
export async function corporateProvider({ client }: Stage, pool: string): Promise<string> {
  const { data } = await client.create("vcs-providers", {
    type: "vcs-providers",
    attributes: {
      name: "corp",
      "vcs-type": "github_enterprise",
      url: "http://git.corp.invalid",
      token: GIT_TOKEN,
    },
    relationships: { "agent-pool": { data: { type: "agent-pools", id: pool } } },
  });
  return data.id;
}

/** An agent of the VCS pool. It learns of pushes from its relay alone. */
export const startGitAgent = (
  { info, processes }: Stage,
  { proxy, folder }: PrivateGit,
  token: string,
): Process =>
  processes.start("The agent", ["agent", "--name", "git-agent", "--exit-with-parent"], {
    SCALR_URL: info.url,
    SCALR_AGENT_TOKEN: token,
    SCALR_AGENT_RELAY_DIR: join(folder, "relay"),
    SCALR_AGENT_VCS_INTERVAL: "600",
    http_proxy: proxy,
  });

/** Git as a developer has it, with the way to the server. */
function git({ proxy }: Pick<PrivateGit, "proxy">, cwd: string, ...args: string[]): string {
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Bob",
    GIT_AUTHOR_EMAIL: "bob@example.com",
    GIT_COMMITTER_NAME: "Bob",
    GIT_COMMITTER_EMAIL: "bob@example.com",
    http_proxy: proxy,
  };
  return execFileSync("git", args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

/** Clones the server's repository, acme/app, into a folder. */
export function cloneApp(place: Pick<PrivateGit, "proxy">, parent: string, folder: string): void {
  git(place, parent, "clone", "--quiet", `http://bob:${GIT_TOKEN}@git.corp.invalid/acme/app.git`, folder);
}

/** Commits all that is new in a clone, pushes it to a ref, and gives the commit. */
export function pushAll(
  place: Pick<PrivateGit, "proxy">,
  work: string,
  message: string,
  ref = "refs/heads/main",
): string {
  git(place, work, "add", "--all");
  git(place, work, "commit", "--quiet", "-m", message);
  git(place, work, "push", "--quiet", "origin", `HEAD:${ref}`);
  return git(place, work, "rev-parse", "HEAD");
}
