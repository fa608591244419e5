import type { Construct } from "constructs";
import { vcsProvider } from "../bindings/index.js";
import { vcsMistakes } from "./checks.js";
import { mistakesOfOwn } from "./own-pool.js";
import { VcsPoolLink } from "./vcs-pool-link.js";

export type VcsProviderProps = vcsProvider.VcsProviderConfig;

/** How Scalr reaches a Git server. A self-hosted one that is out of its reach takes a VCS pool, by a {@link VcsPoolLink} (R6). */
export class VcsProvider extends vcsProvider.VcsProvider {
  constructor(scope: Construct, id: string, props: VcsProviderProps) {
    super(scope, id, props);
    const own = () => this.agentPoolIdInput;
    this.node.addValidation({
      validate: () => mistakesOfOwn(this, VcsPoolLink, own, (pool) => vcsMistakes(this, this, pool)),
    });
  }
}
