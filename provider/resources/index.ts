/** The Scalr provider: every resource and data source in one list, and the factory that hosts start it with. */
import type { ProviderFactories } from "../../engine/provider.js";
import { accessPolicy } from "./access/access-policy.js";
import { accountAllowedIps } from "./access/account-allowed-ips.js";
import { assumeServiceAccountPolicy } from "./access/assume-service-account-policy.js";
import { iamTeam } from "./access/iam-team.js";
import { role } from "./access/role.js";
import { serviceAccount } from "./access/service-account.js";
import { serviceAccountToken } from "./access/service-account-token.js";
import { workloadIdentityProvider } from "./access/workload-identity-provider.js";
import { environmentHook } from "./code/environment-hook.js";
import { hook } from "./code/hook.js";
import { module } from "./code/module.js";
import { moduleNamespace } from "./code/module-namespace.js";
import { policyGroup } from "./code/policy-group.js";
import { policyGroupLinkage } from "./code/policy-group-linkage.js";
import { vcsProvider } from "./code/vcs-provider.js";
import { dataSources } from "./data/index.js";
import { driftDetection } from "./environments/drift-detection.js";
import { environment } from "./environments/environment.js";
import { federatedEnvironments } from "./environments/federated-environments.js";
import { providerConfiguration } from "./environments/provider-configuration.js";
import { providerConfigurationDefault } from "./environments/provider-configuration-default.js";
import { sshKey } from "./environments/ssh-key.js";
import { storageProfile } from "./environments/storage-profile.js";
import { type Surroundings, TableProvider, type Tables } from "./framework/index.js";
import { functions } from "./functions.js";
import { checkovIntegration } from "./integrations/checkov.js";
import { eventBridgeIntegration } from "./integrations/event-bridge.js";
import { infracostIntegration } from "./integrations/infracost.js";
import { slackIntegration } from "./integrations/slack.js";
import { webhook } from "./integrations/webhook.js";
import {
  accountAgentPoolDefault,
  agentPoolEnvironmentAccess,
  environmentAgentPoolDefault,
  vcsProviderAgentPool,
  workspaceAgentPool,
} from "./links/index.js";
import { agentPool } from "./pools/agent-pool.js";
import { agentPoolToken } from "./pools/agent-pool-token.js";
import { runScheduleRule } from "./runs/run-schedule-rule.js";
import { runTrigger } from "./runs/run-trigger.js";
import { workspaceRunSchedule } from "./runs/workspace-run-schedule.js";
import { SCALR_PROVIDER_SOURCE, SCALR_PROVIDER_SOURCES } from "./shared/sources.js";
import { varSet } from "./variables/var-set.js";
import { variable } from "./variables/variable.js";
import { workspaceVarSet } from "./variables/workspace-var-set.js";
import { tag } from "./workspaces/tag.js";
import { workspace } from "./workspaces/workspace.js";

const tables: Tables = {
  resources: [
    accessPolicy,
    accountAgentPoolDefault,
    accountAllowedIps,
    agentPool,
    agentPoolEnvironmentAccess,
    agentPoolToken,
    assumeServiceAccountPolicy,
    checkovIntegration,
    driftDetection,
    environment,
    environmentAgentPoolDefault,
    environmentHook,
    eventBridgeIntegration,
    federatedEnvironments,
    hook,
    iamTeam,
    infracostIntegration,
    module,
    moduleNamespace,
    policyGroup,
    policyGroupLinkage,
    providerConfiguration,
    providerConfigurationDefault,
    role,
    runScheduleRule,
    runTrigger,
    serviceAccount,
    serviceAccountToken,
    slackIntegration,
    sshKey,
    storageProfile,
    tag,
    variable,
    varSet,
    vcsProvider,
    vcsProviderAgentPool,
    webhook,
    workloadIdentityProvider,
    workspace,
    workspaceAgentPool,
    workspaceRunSchedule,
    workspaceVarSet,
  ],
  dataSources,
  functions,
};

/** An unconfigured provider. */
export function createScalrProvider(surroundings: Surroundings = {}): TableProvider {
  return new TableProvider(tables, surroundings);
}

/** The provider for the engine, under each of its sources. */
export const scalrProviders = (onHost?: Surroundings["onHost"]): ProviderFactories =>
  Object.fromEntries(
    SCALR_PROVIDER_SOURCES.map((source) => [
      source,
      (host) => createScalrProvider({ env: host?.env, onHost }),
    ]),
  );

export type { Surroundings };
export { SCALR_PROVIDER_SOURCE, SCALR_PROVIDER_SOURCES };
