import { agentPool } from "../bindings/index.js";

/** The arguments of `scalr_agent_pool`. */
export type AgentPoolProps = agentPool.AgentPoolConfig;

/**
 * An agent pool. It is available to every environment until an {@link EnvironmentAccess} restricts it (R3). With `vcsEnabled: true`
 * its agents reach VCS providers instead of executing runs (R5); that is fixed at creation, so a change replaces the pool.
 */
export class AgentPool extends agentPool.AgentPool {}
