import type { Construct } from "constructs";
import { environment } from "../bindings/index.js";
import { environmentMistakes } from "./checks.js";
import { EnvironmentPoolDefault } from "./environment-pool-default.js";
import { mistakesOfOwn } from "./own-pool.js";

export type EnvironmentProps = environment.EnvironmentConfig;

/** An environment: a group of workspaces. Its default pool is set by an {@link EnvironmentPoolDefault} (R2). */
export class Environment extends environment.Environment {
  constructor(scope: Construct, id: string, props: EnvironmentProps) {
    super(scope, id, props);
    const own = () => this.defaultWorkspaceAgentPoolIdInput;
    this.node.addValidation({
      validate: () =>
        mistakesOfOwn(this, EnvironmentPoolDefault, own, (pool) => environmentMistakes(this, this, pool)),
    });
  }
}
