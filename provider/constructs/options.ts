import type { ITerraformDependable, TerraformProvider } from "cdktf";

/** What every link can be given besides its ends. */
export interface LinkOptions {
  /** The provider of a link that becomes a resource of its own, where the stack has several. */
  readonly provider?: TerraformProvider;
  /** What must exist before a link that becomes a resource of its own. */
  readonly dependsOn?: ITerraformDependable[];
}
