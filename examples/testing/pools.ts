import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import {
  AccountPoolDefault,
  AgentPool,
  Environment,
  EnvironmentAccess,
  ScalrProvider,
  Workspace,
  WorkspacePoolLink,
} from "scalr-sandbox";

/** A pool of production's own, and one for everybody else. */
export class Pools extends TerraformStack {
  constructor(scope: Construct, id: string, options: { readonly openPrivatePool?: boolean } = {}) {
    super(scope, id);
    new ScalrProvider(this, "scalr");

    const production = new Environment(this, "production", { name: "production" });
    const staging = new Environment(this, "staging", { name: "staging" });

    const shared = new AgentPool(this, "shared", { name: "shared" });
    new AccountPoolDefault(this, "default", { pool: shared });

    const pool = new AgentPool(this, "private", { name: "private" });
    if (!options.openPrivatePool)
      new EnvironmentAccess(this, "only-production", { pool, environment: production });

    const api = new Workspace(this, "production-api", {
      name: "api",
      environment: production,
      autoApply: true,
    });
    new WorkspacePoolLink(this, "production-api-private", { workspace: api, pool });
    new Workspace(this, "staging-api", { name: "api", environment: staging, autoApply: true });
  }
}
