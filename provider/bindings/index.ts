// Generated from the provider's schema by "npm run bindings"; never edited by hand.
// @ts-nocheck: it is not written for this project's compiler settings.

export * as accountAgentPoolDefault from './account-agent-pool-default/index.js';
export * as agentPool from './agent-pool/index.js';
export * as agentPoolEnvironmentAccess from './agent-pool-environment-access/index.js';
export * as agentPoolToken from './agent-pool-token/index.js';
export * as environment from './environment/index.js';
export * as environmentAgentPoolDefault from './environment-agent-pool-default/index.js';
export * as vcsProvider from './vcs-provider/index.js';
export * as vcsProviderAgentPool from './vcs-provider-agent-pool/index.js';
export * as workspace from './workspace/index.js';
export * as workspaceAgentPool from './workspace-agent-pool/index.js';
export * as dataScalrAgentPool from './data-scalr-agent-pool/index.js';
export * as dataScalrCurrentAccount from './data-scalr-current-account/index.js';
export * as dataScalrEnvironment from './data-scalr-environment/index.js';
export * as dataScalrEnvironments from './data-scalr-environments/index.js';
export * as dataScalrVcsProvider from './data-scalr-vcs-provider/index.js';
export * as dataScalrWorkspace from './data-scalr-workspace/index.js';
export * as dataScalrWorkspaces from './data-scalr-workspaces/index.js';
export * as provider from './provider/index.js';
