import type { Construct } from "constructs";
import { vcsProvider, vcsProviderAgentPool } from "../bindings/index.js";
import { vcsMistakes } from "./checks.js";
import { mistakesOfOwn } from "./pool-link.js";

/** The arguments of `scalr_vcs_provider`. */
export type VcsProviderProps = vcsProvider.VcsProviderConfig;

/** What a link to a pool is as a resource. */
const LINK = vcsProviderAgentPool.VcsProviderAgentPool.tfResourceType;

/** How Scalr reaches a Git server. A self-hosted one that is out of its reach takes a VCS pool, by a {@link VcsPoolLink} (R6). */
export class VcsProvider extends vcsProvider.VcsProvider {
  constructor(scope: Construct, id: string, props: VcsProviderProps) {
    super(scope, id, props);
    const own = () => this.agentPoolIdInput;
    this.node.addValidation({
      validate: () => mistakesOfOwn(this, LINK, own, (pool) => vcsMistakes(this, this, pool)),
    });
  }
}
