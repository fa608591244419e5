import type { Construct } from "constructs";
import { environment, environmentAgentPoolDefault } from "../bindings/index.js";
import { environmentMistakes } from "./checks.js";
import { mistakesOfOwn } from "./pool-link.js";

/** The arguments of `scalr_environment`. */
export type EnvironmentProps = environment.EnvironmentConfig;

/** The resource type of a link to a pool. */
const LINK = environmentAgentPoolDefault.EnvironmentAgentPoolDefault.tfResourceType;

/** An environment: a group of workspaces. Its default pool is set by an {@link EnvironmentPoolDefault} (R2). */
export class Environment extends environment.Environment {
  constructor(scope: Construct, id: string, props: EnvironmentProps) {
    super(scope, id, props);
    const own = () => this.defaultWorkspaceAgentPoolIdInput;
    this.node.addValidation({
      validate: () => mistakesOfOwn(this, LINK, own, (pool) => environmentMistakes(this, this, pool)),
    });
  }
}
