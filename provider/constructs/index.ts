/**
 * Scalr agent pools as code, with cdktf.
 *
 * A link between two constructs of one stack becomes an attribute that the official provider has too. A link to an object of another
 * stack, given as a data source or an id, becomes a resource of its own. R3, R5 and R6 are checked when the stack is
 * synthesized, as far as it shows a violation.
 */
import {
  dataScalrAgentPool,
  dataScalrCurrentAccount,
  dataScalrEnvironment,
  dataScalrEnvironments,
  dataScalrVcsProvider,
  dataScalrWorkspace,
  dataScalrWorkspaces,
  provider,
} from "../bindings/index.js";

/** The generated classes, one for each resource and data source. */
export * as bindings from "../bindings/index.js";
export { AccountPoolDefault, type AccountPoolDefaultProps } from "./account-pool-default.js";
export { AgentPool, type AgentPoolProps, AgentPoolToken, type AgentPoolTokenProps } from "./agent-pool.js";
export type { AgentPoolEnd, EnvironmentEnd, LinkOptions, VcsProviderEnd, WorkspaceEnd } from "./ends.js";
export { Environment, type EnvironmentProps } from "./environment.js";
export { EnvironmentAccess, type EnvironmentAccessProps } from "./environment-access.js";
export { EnvironmentPoolDefault, type EnvironmentPoolDefaultProps } from "./environment-pool-default.js";
export { VcsPoolLink, type VcsPoolLinkProps } from "./vcs-pool-link.js";
export { VcsProvider, type VcsProviderProps } from "./vcs-provider.js";
export { Workspace, type WorkspaceProps } from "./workspace.js";
export { WorkspacePoolLink, type WorkspacePoolLinkProps } from "./workspace-pool-link.js";

/** The host and token with which the stack is applied. Default: `SCALR_HOSTNAME` and `SCALR_TOKEN`. */
export class ScalrProvider extends provider.ScalrProvider {}
/** An agent pool that another stack owns. */
export class AgentPoolLookup extends dataScalrAgentPool.DataScalrAgentPool {}
/** The account of the provider. */
export class CurrentAccount extends dataScalrCurrentAccount.DataScalrCurrentAccount {}
/** An environment that another stack owns. */
export class EnvironmentLookup extends dataScalrEnvironment.DataScalrEnvironment {}
/** Ids of the matching environments. */
export class EnvironmentsLookup extends dataScalrEnvironments.DataScalrEnvironments {}
/** A VCS provider that another stack owns. */
export class VcsProviderLookup extends dataScalrVcsProvider.DataScalrVcsProvider {}
/** A workspace that another stack owns. */
export class WorkspaceLookup extends dataScalrWorkspace.DataScalrWorkspace {}
/** Ids of the matching workspaces. */
export class WorkspacesLookup extends dataScalrWorkspaces.DataScalrWorkspaces {}
