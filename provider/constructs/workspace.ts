import type { Construct } from "constructs";
import { workspace, workspaceAgentPool } from "../bindings/index.js";
import { workspaceMistakes } from "./checks.js";
import { type EnvironmentEnd, idOf } from "./ends.js";
import { mistakesOfOwn } from "./pool-link.js";

/** The environment of the workspace, and the other arguments of `scalr_workspace`. */
export interface WorkspaceProps extends Omit<workspace.WorkspaceConfig, "environmentId"> {
  readonly environment: EnvironmentEnd;
}

/** The resource type of a link to a pool. */
const LINK = workspaceAgentPool.WorkspaceAgentPool.tfResourceType;

/**
 * A workspace. Its runs execute on the pool of a {@link WorkspacePoolLink}, else on its environment's default pool, else on the
 * account's, else on the Scalr runners (R1, R2).
 */
export class Workspace extends workspace.Workspace {
  constructor(scope: Construct, id: string, { environment, ...config }: WorkspaceProps) {
    super(scope, id, { ...config, environmentId: idOf(environment) });
    const own = () => this.agentPoolIdInput;
    this.node.addValidation({
      validate: () => mistakesOfOwn(this, LINK, own, (pool) => workspaceMistakes(this, this, pool)),
    });
  }
}
