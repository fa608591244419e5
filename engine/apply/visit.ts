/** The work of an apply at each node. */

import type { InstanceKey } from "../addresses/address.js";
import { compareKeys, formatInstance } from "../addresses/address.js";
import { within } from "../config/diagnostics.js";
import type { ResourceFacts } from "../config/resource-facts.js";
import { expand, repetitionOf } from "../evaluate/expansion.js";
import { inEach } from "../evaluate/modules.js";
import { addressIn, stateId } from "../plan/context.js";
import { outputValue } from "../plan/outputs.js";
import { visitShared } from "../plan/visit.js";
import { SENSITIVE, toJson, typeToJson, type Value } from "../values/index.js";
import { applyChange, checkAgain, readObject } from "./change.js";
import type { ApplyContext } from "./context.js";
import { destroyObject } from "./destroy.js";
import type { ApplyNode } from "./graph.js";
import { heldBy } from "./object.js";

/** Does what a node of the graph stands for; whether it went well decides whether what depends on it is done. */
export function visitApply(context: ApplyContext, node: ApplyNode): boolean | Promise<boolean> {
  switch (node.kind) {
    case "begin":
      return inEach(context, node.facts.module.path, (at) => begin(at, node.facts));
    case "end":
      return inEach(context, node.facts.module.path, (at) => end(at, node.facts));
    case "change":
      return applyChange(context, node.change);
    case "check-again":
      return checkAgain(context, node.change);
    case "destroy":
      return destroyObject(context, node.change, node.use);
    case "output": {
      const { name } = node.output;
      return inEach(context, node.module.path, (at) => {
        const value = outputValue(at, node.output);
        if (!value) return false;
        at.store.outputs.set(name, value);
        if (!at.module.parent) setOutput(at, name, value);
        return true;
      });
    }
    default:
      return visitShared(context, node, context.plan.mode === "normal" ? undefined : context.state);
  }
}

/** The state keeps neither null outputs nor those whose value is not known, as after a refresh. */
function setOutput(context: ApplyContext, name: string, value: Value): void {
  const plain = value.unmarkDeep();
  if (!plain.isWhollyKnown || plain.isNull) {
    delete context.state.outputs[name];
    return;
  }
  context.state.outputs[name] = {
    value: toJson(plain),
    type: typeToJson(plain.type),
    ...(value.hasMark(SENSITIVE) && { sensitive: true }),
  };
}

function begin(context: ApplyContext, facts: ResourceFacts): boolean {
  const address = stateId(context, facts.resource);
  const { expansion, diagnostics } = expand(facts.resource, context.scope, context.plan.mode !== "normal");
  if (!context.report(within(facts.owner, diagnostics)) || !expansion) return false;
  const stored = [...(context.state.resources.get(address)?.slots.keys() ?? [])];
  // Where not everything is applied, the state tells which instances there are.
  const keys = context.plan.mode === "normal" ? expansion.keys! : stored;
  context.expansions.set(address, { ...expansion, keys });
  return true;
}

async function end(context: ApplyContext, facts: ResourceFacts): Promise<boolean> {
  const { resource } = facts;
  const address = stateId(context, resource);
  const values = new Map<InstanceKey, Value>();
  for (const key of context.expansions.get(address)!.keys!) {
    const instance = addressIn(context, resource, key);
    const applied = context.applied.get(formatInstance(instance));
    if (applied) {
      values.set(key, applied);
      continue;
    }
    const object = await readObject(context, heldBy(facts, instance));
    if (object === null) return false;
    if (object) values.set(key, object.value);
  }
  context.store.resources.set(resource.address, {
    repetition: repetitionOf(resource),
    keysKnown: true,
    values: new Map([...values].sort(([a], [b]) => compareKeys(a, b))),
  });
  return true;
}
