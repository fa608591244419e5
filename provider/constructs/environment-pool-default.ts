import type { Construct } from "constructs";
import { environmentAgentPoolDefault } from "../bindings/index.js";
import { environmentMistakes, isRestricted } from "./checks.js";
import { type AgentPoolEnd, declaredIn, type EnvironmentEnd, idOf, type LinkOptions } from "./ends.js";
import { PoolLink } from "./pool-link.js";

/** R2: the environment, and its default pool. */
export interface EnvironmentPoolDefaultProps extends LinkOptions {
  readonly environment: EnvironmentEnd;
  /** A run pool (R5) that the environment may use (R3). */
  readonly pool: AgentPoolEnd;
}

/**
 * Makes a pool the default of an environment's workspaces (R2).
 *
 * If the pool is restricted to environments, the default is always a resource of its own: the pool refers to the environment
 * that may use it, so the environment cannot refer to the pool.
 */
export class EnvironmentPoolDefault extends PoolLink {
  constructor(scope: Construct, id: string, { environment, pool, ...options }: EnvironmentPoolDefaultProps) {
    super(scope, id);
    const declared = declaredIn(this, "environment", environment);
    this.join({
      holder: environment,
      pool,
      slot: declared && {
        resource: declared,
        get: () => declared.defaultWorkspaceAgentPoolIdInput,
        set: (value) => {
          declared.defaultWorkspaceAgentPoolId = value;
        },
        reset: () => declared.resetDefaultWorkspaceAgentPoolId(),
      },
      mayFold: () => !isRestricted(this, pool),
      resource: new environmentAgentPoolDefault.EnvironmentAgentPoolDefault(this, "Default", {
        ...options,
        environmentId: idOf(environment),
        agentPoolId: idOf(pool),
      }),
      mistakes: () => environmentMistakes(this, environment, pool),
    });
  }
}
