import type { Construct } from "constructs";
import { vcsProvider, vcsProviderAgentPool } from "../bindings/index.js";
import { vcsMistakes } from "./checks.js";
import { mistakesOfOwn } from "./pool-link.js";

/** The arguments of `scalr_vcs_provider`. */
export type VcsProviderProps = vcsProvider.VcsProviderConfig;

/** The resource type of a link to a pool. */
const LINK = vcsProviderAgentPool.VcsProviderAgentPool.tfResourceType;

/** The connection to a Git server. A self-hosted server that Scalr cannot reach needs a VCS pool: see {@link VcsPoolLink} (R6). */
export class VcsProvider extends vcsProvider.VcsProvider {
  constructor(scope: Construct, id: string, props: VcsProviderProps) {
    super(scope, id, props);
    const own = () => this.agentPoolIdInput;
    this.node.addValidation({
      validate: () => mistakesOfOwn(this, LINK, own, (pool) => vcsMistakes(this, this, pool)),
    });
  }
}
