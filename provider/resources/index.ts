/** The Scalr provider: every resource and data source in one list, and the factory that hosts start it with. */
import type { ProviderFactories } from "../provider.js";
import { agentPool } from "./agent-pool.js";
import { agentPoolToken } from "./agent-pool-token.js";
import {
  agentPoolData,
  currentAccount,
  environmentData,
  environmentsData,
  vcsProviderData,
  workspaceData,
  workspacesData,
} from "./data/index.js";
import { environment } from "./environment.js";
import { type Surroundings, TableProvider, type Tables } from "./framework/index.js";
import {
  accountAgentPoolDefault,
  agentPoolEnvironmentAccess,
  environmentAgentPoolDefault,
  vcsProviderAgentPool,
  workspaceAgentPool,
} from "./links/index.js";
import { vcsProvider } from "./vcs-provider.js";
import { workspace } from "./workspace.js";

const tables: Tables = {
  resources: [
    accountAgentPoolDefault,
    agentPool,
    agentPoolEnvironmentAccess,
    agentPoolToken,
    environment,
    environmentAgentPoolDefault,
    vcsProvider,
    vcsProviderAgentPool,
    workspace,
    workspaceAgentPool,
  ],
  dataSources: [
    agentPoolData,
    currentAccount,
    environmentData,
    environmentsData,
    vcsProviderData,
    workspaceData,
    workspacesData,
  ],
};

/** Where configurations say the provider comes from: the official provider's own address. */
export const SCALR_PROVIDER_SOURCE = "registry.scalr.io/scalr/scalr";

/** An unconfigured provider. */
export function createScalrProvider(surroundings: Surroundings = {}): TableProvider {
  return new TableProvider(tables, surroundings);
}

export const scalrProviderFactories: ProviderFactories = {
  [SCALR_PROVIDER_SOURCE]: () => createScalrProvider(),
};

export type { Surroundings };
