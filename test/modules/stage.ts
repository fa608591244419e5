import { join } from "node:path";
import { expect } from "vitest";
import type { DataObject } from "../../simulator/core/kept-types/types.js";
import { joinedAgent } from "../agent/agent-process.js";
import type { Sandbox } from "../support/sandbox.js";
import { git, PrivateServer, Repository } from "../vcs/git-server.js";

/** What a Git server takes of agents. */
export const PASSWORD = "s3cret-of-the-git-server";

let count = 0;

export interface Linked {
  readonly provider: string;
  readonly pool: string;
  readonly poolToken: string;
}

/** A VCS provider whose Git server the agents of a pool reach. */
export async function gitProvider(sandbox: Sandbox, url = "http://git.corp.invalid"): Promise<Linked> {
  const suffix = ++count;
  const pool = await sandbox.create("agent-pools", { name: `git-${suffix}`, "vcs-enabled": true });
  const attributes = { name: `git-${suffix}`, "vcs-type": "github_enterprise", url, token: PASSWORD };
  const provider = await sandbox.create("vcs-providers", attributes, { "agent-pool": pool.id });
  return { provider: provider.id, pool: pool.id, poolToken: await sandbox.poolToken(pool.id) };
}

export const createModule = (
  sandbox: Sandbox,
  provider: string,
  repo: object,
  links: Readonly<Record<string, string>> = {},
) => sandbox.create("modules", { "vcs-repo": repo as never }, { "vcs-provider": provider, ...links });

/** Waits until something holds after a commit, and gives what it returned. */
export function until<T>({ simulator: { store } }: Sandbox, look: () => T | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      const found = look();
      if (found === undefined) return;
      clearTimeout(timer);
      stop();
      resolve(found);
    };
    const stop = store.onCommit(settle);
    const timer = setTimeout(() => {
      stop();
      const versions = JSON.stringify([...store.all("module-versions"), ...store.all("vcs-tasks")], null, 1);
      reject(new Error(`Waited in vain: ${versions}`));
    }, 90_000);
    settle();
  });
}

/** The version of a module, once it is published or could not be. */
export const settledVersion = (sandbox: Sandbox, module: string, version: string): Promise<DataObject> =>
  until(sandbox, () =>
    sandbox.simulator.store
      .find("module-versions", "module", module)
      .find((each) => each.version === version && each.status !== "pending"),
  );

const greeting = (word: string) => `
variable "name" { type = string }
resource "terraform_data" "it" { input = "${word}, \${var.name}" }
output "greeting" { value = terraform_data.it.output }
`;

/**
 * A module of a Git server that only an agent reaches, with the versions 1.0.0 ("Hello") and 1.1.0 ("Good day"). The Git server
 * and its agent are gone once they are published. Returns the module's source without its host, and its id.
 */
export async function publishGreeting(
  sandbox: Sandbox,
  root: string,
): Promise<{ readonly source: string; readonly id: string }> {
  const repository = new Repository(root, "acme/terraform-null-greeting");
  for (const [version, word] of [
    ["v1.0.0", "Hello"],
    ["v1.1.0", "Good day"],
  ] as const) {
    repository.push({ "main.tf": greeting(word) }, word);
    git(repository.work, "tag", version);
  }
  git(repository.work, "push", "--quiet", "origin", "--tags");
  const proxy = await new PrivateServer(join(root, "repositories"), PASSWORD).listen();
  const linked = await gitProvider(sandbox);
  const agent = await joinedAgent("git-agent", linked.poolToken, { http_proxy: proxy });
  const made = await createModule(sandbox, linked.provider, { identifier: "acme/terraform-null-greeting" });
  for (const version of ["1.0.0", "1.1.0"])
    expect(await settledVersion(sandbox, made.id, version)).toMatchObject({ status: "ok" });
  await agent.kill("SIGTERM");
  return { source: made.attributes.source as string, id: made.id };
}
