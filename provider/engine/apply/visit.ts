/** What applying does at each node. */
import { SENSITIVE, toJson, typeToJson, type Value } from "../../values/index.js";
import { compareKeys, formatInstance } from "../address.js";
import { within } from "../diagnostics.js";
import { expand, repetitionOf } from "../evaluate/expansion.js";
import { configureProvider } from "../evaluate/provider.js";
import { instanceAddress } from "../plan/context.js";
import { outputValue } from "../plan/outputs.js";
import { evaluateCheck, evaluateLocal } from "../plan/visit.js";
import type { InstanceKey } from "../types.js";
import { applyChange, readObject } from "./change.js";
import type { ApplyContext } from "./context.js";
import { destroyObject } from "./destroy.js";
import type { ApplyNode } from "./graph.js";
import { heldBy } from "./object.js";

export function visitApply(context: ApplyContext, node: ApplyNode): boolean | Promise<boolean> {
  switch (node.kind) {
    case "local":
      return evaluateLocal(context, node.name);
    case "provider":
      return configureProvider(context, node.use);
    case "begin":
      return begin(context, node.address);
    case "end":
      return end(context, node.address);
    case "change":
      return applyChange(context, node.change);
    case "destroy":
      return destroyObject(context, node.change, node.use);
    case "output": {
      const value = outputValue(context, node.output);
      if (!value) return false;
      context.store.outputs.set(node.output.name, value);
      setOutput(context, node.output.name, value);
      return true;
    }
    case "check":
      return evaluateCheck(context, node.check);
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

function begin(context: ApplyContext, address: string): boolean {
  const facts = context.analysis.resources.get(address)!;
  const { expansion, diagnostics } = expand(facts.resource, context.scope, context.plan.mode !== "normal");
  if (!context.report(within(facts.owner, diagnostics)) || !expansion) return false;
  const stored = [...(context.state.resources.get(address)?.slots.keys() ?? [])];
  // Where not everything is applied, the state tells which instances there are.
  const keys = context.plan.mode === "normal" ? expansion.keys! : stored;
  context.expansions.set(address, { ...expansion, keys });
  return true;
}

async function end(context: ApplyContext, address: string): Promise<boolean> {
  const facts = context.analysis.resources.get(address)!;
  const { resource } = facts;
  const values = new Map<InstanceKey, Value>();
  for (const key of context.expansions.get(address)!.keys!) {
    const instance = instanceAddress(
      { module: "", mode: resource.mode, type: resource.type, name: resource.name },
      key,
    );
    const applied = context.applied.get(formatInstance(instance));
    if (applied) {
      values.set(key, applied);
      continue;
    }
    const object = await readObject(context, heldBy(facts, instance));
    if (object === null) return false;
    if (object) values.set(key, object.value);
  }
  context.store.resources.set(address, {
    repetition: repetitionOf(resource),
    keysKnown: true,
    values: new Map([...values].sort(([a], [b]) => compareKeys(a, b))),
  });
  return true;
}
