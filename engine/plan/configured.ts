import { formatInstance, type InstanceAddress } from "../addresses/address.js";
import { fromProvider, within } from "../config/diagnostics.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { evaluateKept } from "../evaluate/block.js";
import type { CheckRecorder } from "../evaluate/check-recorder.js";
import type { Expansion } from "../evaluate/expansion.js";
import { preconditions } from "../evaluate/resource-conditions.js";
import { type Here, hereFor } from "../evaluate/scope.js";
import type { Session } from "../evaluate/session.js";
import type { Diagnostic, Provider } from "../interfaces/provider.js";
import type { Value } from "../values/index.js";

/** An instance of a resource or a data source that the configuration has. */
export interface InstanceRequest {
  readonly facts: ResourceFacts;
  readonly address: InstanceAddress;
  readonly expansion: Expansion;
}

/** The configuration of an instance, which its provider has accepted. */
export interface Configured {
  readonly here: Here;
  /** Marked. */
  readonly config: Value;
  readonly provider: Provider;
  /** Reports what the provider says, at the arguments that it is about. False where that has errors. */
  readonly say: (found: readonly Diagnostic[]) => boolean;
}

/** Checks the preconditions and evaluates the configuration. Null when that failed; the session has the reasons. */
export function configured(
  session: Session & { readonly checks: CheckRecorder },
  { facts, address, expansion }: InstanceRequest,
  validate: "validateResource" | "validateDataSource",
): Configured | null {
  const { resource, schema, use } = facts;
  const text = formatInstance(address);
  const owner = { ...facts.owner, address: text };
  const here = hereFor(address.key, expansion.each);
  if (!preconditions(session, facts, address, here)) return null;
  const evaluated = evaluateKept(resource.body, schema.block, session.scope.with(here), text);
  if (!session.report(within(owner, evaluated.diagnostics))) return null;
  const config = evaluated.value;
  const provider = session.pool.configured(use);
  const say: Configured["say"] = (found) =>
    session.report(
      fromProvider(found, owner, resource.body, schema.block).map((d) => ({ ...d, address: text })),
    );
  return say(provider[validate](address.type, config.unmarkDeep())) ? { here, config, provider, say } : null;
}
