import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { OpaPrograms } from "../../../../agent/executors/shared/opa.js";
import type { PolicyCheck } from "../../../../simulator/core/entities.js";
import type { Stage } from "../../stage/stage.js";

const TOKEN = "token-of-the-git-server";
const GIT = "http://git.corp.invalid/acme/app.git";

/** A private Git server with policies, the agent of a VCS pool that reaches it, and a group that an environment is held to. */
export interface Guard {
  readonly environment: string;
  readonly group: string;
  /** Commits files of the folder `policies` and pushes them; gives the commit. */
  push(files: Readonly<Record<string, string>>, message: string): string;
  /** The same as the commit of pull request 1, which is not merged. */
  propose(files: Readonly<Record<string, string>>, message: string): string;
}

/** The `opa` that agents of this machine find; null for none. */
export async function findOpa({ context }: Stage): Promise<string | null> {
  const { SCALR_AGENT_OPA: opa = "opa", PATH: path = "" } = context.env;
  const [found] = await new OpaPrograms({ opa, cacheDir: null, path }).find();
  return found?.program ?? null;
}

export const FILE = `version = "v1"

policy "names" {
  enabled           = true
  enforcement_level = "advisory"
}

policy "sizes" {
  enabled           = true
  enforcement_level = "soft-mandatory"
}

policy "kinds" {
  enabled           = true
  enforcement_level = "hard-mandatory"
}
`;

const policy = (condition: string, message: string) =>
  `package terraform\n\ndeny contains reason if {\n  some change in input.tfplan.resource_changes\n  ${condition}\n  reason := sprintf("${message}", [change.address])\n}\n`;

const POLICIES = {
  "scalr-policy.hcl": FILE,
  "names.rego": policy("count(change.name) < 3", "%s: the name is too short."),
  "sizes.rego": policy('change.change.after.input == "large"', "%s is large."),
  "kinds.rego": policy('change.type == "null_resource"', "%s is of a kind that is not allowed."),
};

/** Brings the group to its first policies. */
export async function openGuard(stage: Stage): Promise<Guard> {
  const { client, info, observer, processes, world } = stage;
  const folder = join(stage.folder, "private-git");
  const script = join(stage.folder, "examples", "private-vcs", "server.mjs");
  const server = processes.startScript(script, [folder, "--exit-with-parent"], {
    PRIVATE_GIT_PORT: "0",
    PRIVATE_GIT_TOKEN: TOKEN,
  });
  const proxy = /http:\/\/127\.0\.0\.1:\d+/.exec(
    await server.line((line) => line.includes("http_proxy")),
  )![0];
  const pool = await world.pool("git", { "vcs-enabled": true });
  const url = "http://git.corp.invalid";
  const { data: provider } = await client.create("vcs-providers", {
    type: "vcs-providers",
    attributes: { name: "corp", "vcs-type": "github_enterprise", url, token: TOKEN },
    relationships: { "agent-pool": { data: { type: "agent-pools", id: pool.id } } },
  });
  processes.start("The agent", ["agent", "--name", "git-agent", "--exit-with-parent"], {
    SCALR_URL: info.url,
    SCALR_AGENT_TOKEN: pool.token,
    SCALR_AGENT_RELAY_DIR: join(folder, "relay"),
    SCALR_AGENT_VCS_INTERVAL: "600",
    http_proxy: proxy,
  });
  const work = join(stage.folder, "work-on-policies");
  const git = (cwd: string, ...args: string[]) => {
    const who = { GIT_AUTHOR_NAME: "Bob", GIT_AUTHOR_EMAIL: "bob@example.com" };
    const committer = { GIT_COMMITTER_NAME: "Bob", GIT_COMMITTER_EMAIL: "bob@example.com" };
    const env = {
      PATH: process.env.PATH,
      HOME: cwd,
      GIT_CONFIG_NOSYSTEM: "1",
      ...who,
      ...committer,
      http_proxy: proxy,
    };
    return execFileSync("git", args, {
      cwd,
      env,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  };
  git(stage.folder, "clone", "--quiet", GIT.replace("//", `//bob:${TOKEN}@`), work);
  const push = (files: Readonly<Record<string, string>>, message: string, to = "refs/heads/main"): string => {
    for (const [name, text] of Object.entries(files)) {
      const path = join(work, "policies", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    git(work, "add", "--all");
    git(work, "commit", "--quiet", "-m", message);
    git(work, "push", "--quiet", "origin", `HEAD:${to}`);
    return git(work, "rev-parse", "HEAD");
  };
  const propose: Guard["propose"] = (files, message) => {
    git(work, "checkout", "--quiet", "-B", "proposal");
    const commit = push(files, message, "refs/pull/1/head");
    git(work, "checkout", "--quiet", "main");
    return commit;
  };
  push(POLICIES, "Add policies");
  const environment = await world.environment("prod");
  const { data: group } = await client.create("policy-groups", {
    type: "policy-groups",
    attributes: {
      name: "guard",
      "opa-version": "1.4.2",
      "vcs-repo": { identifier: "acme/app", branch: "main", path: "policies" },
    },
    relationships: {
      "vcs-provider": { data: { type: "vcs-providers", id: provider.id } },
      environments: { data: [{ type: "environments", id: environment }] },
    },
  });
  await observer.until("the policies are fetched", () => observer.all("policies").length === 3);
  return { environment, group: group.id, push, propose };
}

/** The checks of a run, as the simulator told them. */
export const checksOf = ({ observer }: Stage, run: string): readonly PolicyCheck[] =>
  observer.all("policy-checks").filter((check) => check.run === run);
