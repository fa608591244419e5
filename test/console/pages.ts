import { configuration, link } from "../integrations/provider-configurations/provider-cases.js";
import { canceledRun, delivery, ended, webhook, workspaceIn } from "../integrations/webhooks/hooks.js";
import type { Sandbox } from "../support/sandbox.js";

/** Every page of the console, by the name of its picture. Names of objects stand for what the world has of them. */
export const PAGES: Readonly<Record<string, string>> = {
  overview: "/",
  pools: "/pools",
  pool: "/pools/:pool/agents",
  "pool-tokens": "/pools/:pool/tokens",
  "pool-access": "/pools/:pool/access",
  "pool-workspaces": "/pools/:pool/workspaces",
  "pool-queue": "/pools/:pool/queue",
  "pool-events": "/pools/:pool/events",
  "pool-settings": "/pools/:pool/settings",
  "register-an-agent": "/pools/:pool/register",
  runs: "/runs",
  run: "/runs/:run/changes",
  "run-log": "/runs/:run/plan",
  "run-details": "/runs/:run/details",
  environments: "/environments",
  environment: "/environments/:environment",
  "environment-pools": "/environments/:environment/pools",
  "environment-hooks": "/environments/:environment/hooks",
  "environment-drift": "/environments/:environment/drift",
  "environment-settings": "/environments/:environment/settings",
  workspaces: "/workspaces",
  workspace: "/workspaces/:workspace",
  integrations: "/integrations",
  webhooks: "/webhooks",
  webhook: "/webhooks/:webhook",
  "what-if": "/what-if",
  "what-if-asked":
    '/what-if?changes=[{"kind":"link","workspace":":workspace","pool":null},{"kind":"delete-pool","pool":":pool"}]',
  capacity: "/capacity",
  integration: "/integrations/:provider",
  access: "/access",
  "access-roles": "/access/roles",
  "access-policies": "/access/policies",
  "access-tokens": "/access/tokens",
  sandbox: "/sandbox",
  "sandbox-faults": "/sandbox/faults",
  "sandbox-snapshots": "/sandbox/snapshots",
  "sandbox-audit": "/sandbox/audit",
  "workspace-resolution": "/workspaces/:workspace/where",
  "workspace-credentials": "/workspaces/:workspace/credentials",
  "workspace-hooks": "/workspaces/:workspace/hooks",
  "workspace-drift": "/workspaces/:workspace/drift",
  "workspace-terminal": "/workspaces/:workspace/terminal",
  authorize: "/authorize",
  "workspace-settings": "/workspaces/:workspace/settings",
  "no-such-page": "/pools/:pool/agents/too/far",
};

export type Objects = Readonly<Record<string, string>>;

/** The address of a page for these objects. */
export const addressOf = (path: string, objects: Objects): string =>
  path.replace(/:(\w+)/g, (_, name: string) => objects[name]!);

/** A small world with something on every page. */
export async function furnish(sandbox: Sandbox): Promise<Objects> {
  const pool = await sandbox.pool("build");
  await sandbox.pool("empty");
  const git = await sandbox.create("agent-pools", { name: "git", "vcs-enabled": true });
  const provider = await sandbox.create(
    "vcs-providers",
    {
      name: "ghe",
      "vcs-type": "github_enterprise",
      "auth-type": "personal_token",
      url: "https://github.example.com",
      token: "not-a-real-token",
    },
    { "agent-pool": git.id },
  );
  await sandbox.poolToken(pool.id);
  await sandbox.update("agent-pools", pool.id, { default: true });
  const environment = await sandbox.environment("development", { "default-workspace-agent-pool": pool.id });
  const workspace = await sandbox.workspace("api", environment.id, {}, pool.id);
  await sandbox.upload(workspace.id, { "main.tf": 'resource "null_resource" "one" {}' });
  const aws = await configuration(sandbox, "aws", { "aws-access-key": "AKIA", "aws-secret-key": "not-real" });
  await link(sandbox, workspace.id, aws.id);
  const run = await sandbox.run(workspace.id, undefined, { message: "Release" });
  const hook = await webhook(sandbox, "http://127.0.0.1:9/", { "max-attempts": 1 }, [environment.id]);
  const told = await workspaceIn(sandbox, environment.id);
  await canceledRun(sandbox, told.workspace);
  await delivery(sandbox, hook.id, ended);
  return {
    webhook: hook.id,
    pool: pool.id,
    environment: environment.id,
    workspace: workspace.id,
    run: run.id,
    provider: provider.id,
  };
}
