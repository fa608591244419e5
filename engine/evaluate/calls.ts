/** Which instances a module that is called has. */

import type { InstanceKey } from "../addresses/address.js";
import { joinModule, moduleSteps } from "../addresses/address.js";
import { within } from "../config/diagnostics.js";
import { callOwner } from "../config/owners.js";
import type { ModuleNode } from "../language/index.js";
import type { WorkingState } from "../state/working.js";
import { expand } from "./expansion.js";
import { inEach } from "./modules.js";
import { type Here, hereFor } from "./scope.js";
import type { Session } from "./session.js";

/**
 * Expands a call in every instance of the module that it is in.
 *
 * @param state where not everything is evaluated, as when all is destroyed: what tells which instances there are
 */
export function expandCall(session: Session, node: ModuleNode, state?: WorkingState): boolean {
  const { module: parent, call } = node.caller!;
  const done = inEach(session, parent.path, (at) => {
    const repeated = { ...call, excludable: at.module.address };
    const scope = at.scope;
    const { expansion, diagnostics } = expand(repeated, scope, state !== undefined);
    if (!at.report(within(callOwner(call), diagnostics)) || !expansion) return false;
    const instances = new Map<InstanceKey, Here>();
    for (const key of expansion.keys ?? stored(state!, at.module.address, call.name))
      instances.set(key, hereFor(key, expansion.each));
    at.modules.expand(at.module, node, { repetition: expansion.repetition, keysKnown: true }, instances);
    return true;
  });
  return done as boolean;
}

function* stored(state: WorkingState, parent: string, call: string): Generator<InstanceKey> {
  const depth = moduleSteps(parent).length;
  for (const { address } of state.resources.values()) {
    const step = moduleSteps(address.module)[depth];
    if (step?.name === call && address.module.startsWith(joinModule(parent, call))) yield step.key;
  }
}
