/**
 * Links between objects of which at least one belongs to another stack. The official provider has none of them: it knows
 * only the attributes of the objects themselves.
 */
import { environmentOf, runPoolFindings, selfHostedFindings, vcsPoolFindings } from "../shared/pool-rules.js";
import { heldPool } from "./held-pool.js";

export { accountAgentPoolDefault } from "./account-agent-pool-default.js";
export { agentPoolEnvironmentAccess } from "./agent-pool-environment-access.js";

/** R2: the pool that a workspace is linked to, which overrides every default. */
export const workspaceAgentPool = heldPool({
  type: "scalr_workspace_agent_pool",
  noun: "link of a workspace to an agent pool",
  description:
    "Links a workspace that another stack owns to a run pool (R2). If this stack owns the workspace, use its attribute " +
    "agent_pool_id instead. Import it by the workspace's id.",
  attribute: "workspace_id",
  holder: "workspace",
  apiType: "workspaces",
  relationship: "agent-pool",
  poolDescription: "Id of the run pool; the workspace's environment must have access to it (R3, R5).",
  sameAs: { type: "scalr_workspace", attribute: "agent_pool_id" },
  async check(facts, pool, workspace) {
    const environment = pool === null ? undefined : await environmentOf(facts, workspace);
    return runPoolFindings(facts, { pool, attribute: "agent_pool_id", environment });
  },
});

/** R2: the pool that an environment's workspaces use by default. */
export const environmentAgentPoolDefault = heldPool({
  type: "scalr_environment_agent_pool_default",
  noun: "default agent pool of an environment",
  description:
    "Makes a run pool the default of an environment that another stack owns (R2). If this stack owns the environment, use " +
    "its attribute default_workspace_agent_pool_id instead. Import it by the environment's id.",
  attribute: "environment_id",
  holder: "environment",
  apiType: "environments",
  relationship: "default-workspace-agent-pool",
  poolDescription: "Id of the run pool; the environment must have access to it (R3, R5).",
  sameAs: { type: "scalr_environment", attribute: "default_workspace_agent_pool_id" },
  check: (facts, pool, environment) =>
    runPoolFindings(facts, { pool, attribute: "agent_pool_id", environment }),
});

/** R6: the VCS pool whose agents reach a self-hosted VCS provider. */
export const vcsProviderAgentPool = heldPool({
  type: "scalr_vcs_provider_agent_pool",
  noun: "link of a VCS provider to an agent pool",
  description:
    "Links a self-hosted VCS provider that another stack owns to a VCS pool (R6). If this stack owns the VCS provider, use " +
    "its attribute agent_pool_id instead. Import it by the VCS provider's id.",
  attribute: "vcs_provider_id",
  holder: "VCS provider",
  apiType: "vcs-providers",
  relationship: "agent-pool",
  poolDescription: "Id of the VCS pool (R5).",
  sameAs: { type: "scalr_vcs_provider", attribute: "agent_pool_id" },
  async check(facts, pool, vcsProvider) {
    if (pool === null) return [];
    return [
      ...(await vcsPoolFindings(facts, { pool, attribute: "agent_pool_id" })),
      ...(await selfHostedFindings(facts, vcsProvider, "vcs_provider_id")),
    ];
  },
});
