/** The conditions that a resource puts before and after each of its instances. */

import { formatInstance, type InstanceAddress } from "../addresses/address.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import type { Value } from "../values/index.js";
import type { CheckRecorder } from "./check-recorder.js";
import { checkRules } from "./rules.js";
import type { Here } from "./scope.js";
import type { Session } from "./session.js";

type Checking = Session & { readonly checks: CheckRecorder };

const subjectOf = (facts: ResourceFacts, instance: InstanceAddress) => {
  const address = formatInstance(instance);
  return { kind: "resource", address, of: facts.address, owner: { ...facts.owner, address } } as const;
};

/** False when one of them fails. */
export function preconditions(
  session: Checking,
  facts: ResourceFacts,
  address: InstanceAddress,
  here: Here,
): boolean {
  const rules = facts.resource.lifecycle.preconditions;
  const scope = session.scope.with(here);
  return checkRules(session, rules, "Resource precondition", subjectOf(facts, address), scope);
}

/** `self` is the object as it is, or will be. False when one of them fails. */
export function postconditions(
  session: Checking,
  facts: ResourceFacts,
  address: InstanceAddress,
  here: Here,
  self: Value,
): boolean {
  const rules = facts.resource.lifecycle.postconditions;
  const scope = session.scope.with({ ...here, self });
  return checkRules(session, rules, "Resource postcondition", subjectOf(facts, address), scope);
}
