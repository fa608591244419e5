/** Configuring a provider with what its block amounts to. */

import { fromProvider, hasErrors, within } from "../config/diagnostics.js";
import { addressOf, providerOwner } from "../config/owners.js";
import type { ProviderUse } from "../config/provider-pool.js";
import { emptyBlock } from "../objects/schema.js";
import { evaluateBody } from "./block.js";
import type { Session } from "./session.js";

/** False when it could not be configured. */
export async function configureProvider(session: Session, use: ProviderUse): Promise<boolean> {
  const { pool, modules } = session;
  const { scope } = modules.of(use.module)[0] ?? modules.root;
  const provider = pool.start(use);
  const { block } = provider.schema.provider;
  const owner = use.config ? providerOwner(use.config) : undefined;
  const address = addressOf(use);
  let value = emptyBlock(block);
  if (use.config) {
    const evaluated = evaluateBody(use.config.body, block, scope);
    if (!session.report(within(owner!, evaluated.diagnostics))) return false;
    value = evaluated.value.unmarkDeep();
  }
  const problems = provider.validateProviderConfig(value);
  const at = (found: typeof problems) =>
    fromProvider(found, owner, use.config?.body, block).map((d) =>
      d.address === undefined ? { ...d, address } : d,
    );
  if (!session.report(at(problems))) return false;
  const configured = await provider.configure(value);
  session.report(at(configured));
  return !hasErrors(configured);
}
