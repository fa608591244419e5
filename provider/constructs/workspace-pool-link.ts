import type { Construct } from "constructs";
import { workspaceAgentPool } from "../bindings/index.js";
import { workspaceMistakes } from "./checks.js";
import { type AgentPoolEnd, declaredIn, idOf, type LinkOptions, type WorkspaceEnd } from "./ends.js";
import { agentPoolSlot, PoolLink } from "./pool-link.js";

/** R2: the workspace, and the pool for its runs. */
export interface WorkspacePoolLinkProps extends LinkOptions {
  readonly workspace: WorkspaceEnd;
  /** A run pool (R5) that the workspace's environment may use (R3). */
  readonly pool: AgentPoolEnd;
}

/** Links a workspace to the pool that executes its runs. The link wins over the defaults of environment and account (R2). */
export class WorkspacePoolLink extends PoolLink {
  constructor(scope: Construct, id: string, { workspace, pool, ...options }: WorkspacePoolLinkProps) {
    super(scope, id);
    const declared = declaredIn(this, "workspace", workspace);
    this.join({
      holder: workspace,
      pool,
      slot: agentPoolSlot(declared),
      resource: new workspaceAgentPool.WorkspaceAgentPool(this, "Default", {
        ...options,
        workspaceId: idOf(workspace),
        agentPoolId: idOf(pool),
      }),
      mistakes: () => workspaceMistakes(this, workspace, pool),
    });
  }
}
