import type { Construct } from "constructs";
import { agentPool, agentPoolToken } from "../bindings/index.js";
import { type AgentPoolEnd, idOf } from "./ends.js";

/** The arguments of `scalr_agent_pool`. */
export type AgentPoolProps = agentPool.AgentPoolConfig;

/**
 * An agent pool. It is available to every environment until an {@link EnvironmentAccess} restricts it (R3). With `vcsEnabled: true`
 * its agents connect to VCS providers instead of executing runs (R5). This is fixed at creation, so a change replaces the pool.
 */
export class AgentPool extends agentPool.AgentPool {}

/** R16: the pool of the token, and the arguments of `scalr_agent_pool_token`. */
export interface AgentPoolTokenProps extends Omit<agentPoolToken.AgentPoolTokenConfig, "agentPoolId"> {
  readonly pool: AgentPoolEnd;
}

/** A token with which agents join a pool (R16). Its `token` is sensitive: declare an output of it as sensitive. */
export class AgentPoolToken extends agentPoolToken.AgentPoolToken {
  constructor(scope: Construct, id: string, { pool, ...config }: AgentPoolTokenProps) {
    super(scope, id, { ...config, agentPoolId: idOf(pool) });
  }
}
