/** Every resource type in one configuration: as first applied, and as changed later. */
import { unique } from "../api/support.js";
import type { Sandbox } from "../support/sandbox.js";

type Settings = Readonly<Record<string, string | number | boolean>>;

interface Row {
  readonly address: string;
  /** Values are HCL expressions. */
  readonly first: Settings;
  /** What the second configuration says differently. */
  readonly changed?: Settings;
  /** What that does. */
  readonly effect?: "update" | "delete,create";
  /** The id to import it by, where it is not its own. */
  readonly importId?: (values: Record<string, unknown>) => string;
  /** Secrets cannot be read back: an update follows an import. */
  readonly secret?: true;
}

/** What other stacks own. */
export interface Others {
  readonly environment: string;
  readonly workspace: string;
  readonly vcsProvider: string;
  readonly pool: string;
}

export async function otherStacks(sandbox: Sandbox): Promise<Others> {
  const environment = (await sandbox.environment(unique("env"))).id;
  const vcs = {
    name: unique("vcs"),
    "vcs-type": "gitlab_enterprise",
    url: "https://gitlab.example.com",
    token: "t",
  };
  return {
    environment,
    workspace: (await sandbox.workspace(unique("ws"), environment)).id,
    vcsProvider: (await sandbox.create("vcs-providers", vcs)).id,
    pool: (await sandbox.pool(unique("pool"))).id,
  };
}

export function rows({ environment, workspace, vcsProvider, pool }: Others): readonly Row[] {
  const q = JSON.stringify;
  return [
    {
      address: "scalr_environment.app",
      first: { name: q("app") },
      changed: { name: q("app-2"), mask_sensitive_output: false },
      effect: "update",
    },
    {
      address: "scalr_agent_pool.shared",
      first: { name: q("shared") },
      changed: { name: q("shared-2") },
      effect: "update",
    },
    {
      address: "scalr_agent_pool.run",
      first: { name: q("run"), environments: "[scalr_environment.app.id]" },
      changed: { environments: `[scalr_environment.app.id, ${q(environment)}]` },
      effect: "update",
    },
    { address: "scalr_agent_pool.vcs", first: { name: q("vcs"), vcs_enabled: true } },
    {
      address: "scalr_agent_pool.kind",
      first: { name: q("kind") },
      changed: { vcs_enabled: true },
      effect: "delete,create",
    },
    {
      address: "scalr_agent_pool_token.join",
      first: { agent_pool_id: "scalr_agent_pool.run.id", description: q("one") },
      changed: { description: q("two") },
      effect: "update",
      importId: ({ agent_pool_id, id }) => `${agent_pool_id}/${id}`,
    },
    {
      address: "scalr_vcs_provider.ghe",
      first: {
        name: q("ghe"),
        vcs_type: q("github_enterprise"),
        url: q("https://github.example.com"),
        token: q("secret"),
        agent_pool_id: "scalr_agent_pool.vcs.id",
      },
      changed: { name: q("ghe-2") },
      effect: "update",
      secret: true,
    },
    {
      address: "scalr_workspace.app",
      first: {
        name: q("app"),
        environment_id: "scalr_environment.app.id",
        agent_pool_id: "scalr_agent_pool.run.id",
      },
      changed: { auto_apply: true },
      effect: "update",
    },
    {
      address: "scalr_account_agent_pool_default.this",
      first: { agent_pool_id: "scalr_agent_pool.shared.id" },
    },
    {
      address: "scalr_agent_pool_environment_access.app",
      first: { agent_pool_id: q(pool), environment_id: "scalr_environment.app.id" },
      changed: { environment_id: q(environment) },
      effect: "delete,create",
    },
    {
      address: "scalr_environment_agent_pool_default.other",
      first: { environment_id: q(environment), agent_pool_id: "scalr_agent_pool.shared.id" },
    },
    {
      address: "scalr_workspace_agent_pool.other",
      first: { workspace_id: q(workspace), agent_pool_id: "scalr_agent_pool.shared.id" },
    },
    {
      address: "scalr_vcs_provider_agent_pool.other",
      first: { vcs_provider_id: q(vcsProvider), agent_pool_id: "scalr_agent_pool.vcs.id" },
    },
  ];
}

export const HEADER = `terraform {
  required_providers {
    scalr = {
      source = "registry.scalr.io/scalr/scalr"
    }
  }
}
`;

export function configuration(table: readonly Row[], which: "first" | "changed"): string {
  const resources = table.map(({ address, first, changed }) => {
    const settings = which === "first" ? first : { ...first, ...changed };
    const lines = Object.entries(settings).map(([name, value]) => `  ${name} = ${value}`);
    const [type, name] = address.split(".");
    return `resource "${type}" "${name}" {\n${lines.join("\n")}\n}\n`;
  });
  return [HEADER, ...resources, DATA].join("\n");
}

/** Data sources that read back what the stack made. */
const DATA = `
data "scalr_current_account" "this" {}

data "scalr_environment" "app" {
  id = scalr_environment.app.id
}

data "scalr_agent_pool" "run" {
  id = scalr_agent_pool.run.id
}

data "scalr_workspace" "app" {
  name           = scalr_workspace.app.name
  environment_id = scalr_environment.app.id
}

data "scalr_vcs_provider" "ghe" {
  id = scalr_vcs_provider.ghe.id
}

data "scalr_environments" "all" {
  depends_on = [scalr_environment.app]
}

data "scalr_workspaces" "all" {
  depends_on = [scalr_workspace.app]
}

output "read" {
  value = [data.scalr_environment.app.id, data.scalr_agent_pool.run.id, data.scalr_workspace.app.id]
}
`;
