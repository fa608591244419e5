import type { Entities } from "../../simulator/core/entities.js";
import { FINAL_RUN_STATUSES } from "../../simulator/runs/run-transition-rules.js";
import type { Sandbox } from "../support/sandbox.js";

export const PASSWORD = "s3cret-of-the-git-server";

export const main = (value: string) => `resource "terraform_data" "it" {\n  input = "${value}"\n}\n`;

let count = 0;

interface Linked {
  readonly provider: string;
  readonly vcsPool: string;
  readonly vcsToken: string;
  readonly workspace: string;
  readonly runPool: string;
}

/** A provider with a VCS pool, and a workspace that is linked to a repository of it. */
export async function linked(
  sandbox: Sandbox,
  url: string,
  repo: object,
  attributes: object = {},
  pool?: string,
): Promise<Linked> {
  const suffix = ++count;
  const vcsPool = pool
    ? await sandbox.read("agent-pools", pool)
    : await sandbox.create("agent-pools", { name: `vcs-${suffix}`, "vcs-enabled": true });
  const provider = await sandbox.create(
    "vcs-providers",
    { name: `git-${suffix}`, "vcs-type": "github_enterprise", url, token: PASSWORD },
    { "agent-pool": vcsPool.id },
  );
  const environment = await sandbox.environment(`vcs-env-${suffix}`);
  const runPool = await sandbox.pool(`runs-${suffix}`);
  const workspace = await sandbox.create(
    "workspaces",
    {
      name: "app",
      "auto-queue-runs": "always",
      "auto-apply": true,
      "vcs-repo": repo as never,
      ...attributes,
    },
    { environment: environment.id, "vcs-provider": provider.id, "agent-pool": runPool.id },
  );
  return {
    provider: provider.id,
    vcsPool: vcsPool.id,
    vcsToken: await sandbox.poolToken(vcsPool.id),
    workspace: workspace.id,
    runPool: runPool.id,
  };
}

/** Waits until a newest entity of the workspace passes. */
export function newest<T extends "runs" | "configuration-versions">(
  { simulator: { store } }: Sandbox,
  type: T,
  workspace: string,
  passes: (entity: Entities[T], all: readonly Entities[T][]) => boolean,
): Promise<Entities[T]> {
  const look = () => {
    const all = store.find(type as "runs", "workspace", workspace) as readonly Entities[T][];
    const last = all.at(-1);
    return last && passes(last, all) ? last : undefined;
  };
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      const found = look();
      if (found === undefined && error === undefined) return;
      clearTimeout(timer);
      stop();
      if (found) resolve(found);
      else reject(error);
    };
    const stop = store.onCommit(() => settle());
    const timer = setTimeout(
      () =>
        settle(
          new Error(
            `Waited for ${type}: ${JSON.stringify([...store.find(type as "runs", "workspace", workspace), ...store.find("vcs-tasks", "workspace", workspace)], null, 1)}`,
          ),
        ),
      90_000,
    );
    settle();
  });
}

export const run = (sandbox: Sandbox, workspace: string, number: number) =>
  newest(
    sandbox,
    "runs",
    workspace,
    ({ status }, all) => all.length >= number && FINAL_RUN_STATUSES.has(status),
  );

export const revisionOf = async (sandbox: Sandbox, id: string) => {
  const { body } = await sandbox.get(`runs/${id}?include=vcs-revision,configuration-version`);
  return body.included.find((each: { type: string }) => each.type === "vcs-revisions")?.attributes;
};
