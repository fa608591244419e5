import type { Stage } from "../../stage/stage.js";
import { configure, link, logsOf, writeWorkload } from "./desk.js";

const STACK = `
terraform {
  required_providers {
    scalr = { source = "scalr/scalr" }
  }
}

resource "scalr_agent_pool" "team" {
  name = "team-a"
}

resource "scalr_environment" "team" {
  name                            = "team-a"
  default_workspace_agent_pool_id = scalr_agent_pool.team.id
}

resource "scalr_workspace" "api" {
  name           = "api"
  environment_id = scalr_environment.team.id
}
`;

/** A run that manages the sandbox itself, with a token that only its configuration holds. */
export async function manageTheSandbox(stage: Stage, workspace: string): Promise<void> {
  const { client, info, ledger, observer, progress, runs } = stage;
  const account = await client.create("service-accounts", {
    type: "service-accounts",
    attributes: { name: "vending" },
  });
  await client.create("access-policies", {
    type: "access-policies",
    relationships: {
      account: { data: { type: "accounts", id: info.accountId } },
      "service-account": { data: { type: "service-accounts", id: account.data.id } },
      roles: { data: [{ type: "roles", id: "role-admin" }] },
    },
  });
  const token = await client.create(`service-accounts/${account.data.id}/access-tokens`, {
    type: "access-tokens",
  });
  const secret = String(token.data.attributes.token);
  const scalr = await configure(stage, "vending", "scalr", {
    "scalr-hostname": info.url,
    "scalr-token": secret,
  });
  await link(stage, workspace, scalr);
  const run = await runs.queue(workspace, { workload: writeWorkload(stage, "vending", STACK) });
  await runs.untilEnded([run]);
  const pool = observer.all("agent-pools").find(({ name }) => name === "team-a");
  const made = observer.all("workspaces").find(({ name, environment }) => {
    const owner = observer.get("environments", environment);
    return name === "api" && owner?.name === "team-a" && owner.defaultWorkspaceAgentPool === pool?.id;
  });
  const logs = await logsOf(stage, run);
  ledger.observe(
    "scalr",
    runs.get(run)?.status === "applied" && pool !== undefined && made !== undefined && !logs.includes(secret),
    `run ${run} made pool ${pool?.id}, its environment and workspace ${made?.id}; its logs hold no token`,
  );
  progress.keep(
    `  A run made pool 'team-a' (${pool?.id}), an environment and workspace 'api' (${made?.id}).`,
  );
}
