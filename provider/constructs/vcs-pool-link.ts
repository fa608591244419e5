import type { Construct } from "constructs";
import { vcsProviderAgentPool } from "../bindings/index.js";
import { vcsMistakes } from "./checks.js";
import { type AgentPoolEnd, declaredIn, idOf, type LinkOptions, type VcsProviderEnd } from "./ends.js";
import { agentPoolSlot, PoolLink } from "./pool-link.js";

/** R6: the VCS provider, and the pool whose agents connect to it. */
export interface VcsPoolLinkProps extends LinkOptions {
  /** A VCS provider of a self-hosted kind (R6). */
  readonly vcsProvider: VcsProviderEnd;
  /** A VCS pool (R5). */
  readonly pool: AgentPoolEnd;
}

/** Links a self-hosted VCS provider to the VCS pool whose agents connect to its server (R6). */
export class VcsPoolLink extends PoolLink {
  constructor(scope: Construct, id: string, { vcsProvider, pool, ...options }: VcsPoolLinkProps) {
    super(scope, id);
    const declared = declaredIn(this, "vcsProvider", vcsProvider);
    this.join({
      holder: vcsProvider,
      pool,
      slot: agentPoolSlot(declared),
      resource: new vcsProviderAgentPool.VcsProviderAgentPool(this, "Default", {
        ...options,
        vcsProviderId: idOf(vcsProvider),
        agentPoolId: idOf(pool),
      }),
      mistakes: () => vcsMistakes(this, vcsProvider, pool),
    });
  }
}
