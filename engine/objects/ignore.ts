/** `ignore_changes`: the configuration with what is to be left alone taken from the object that exists. */

import type { Block } from "../interfaces/provider.js";
import type { Lifecycle } from "../language/index.js";
import { Value } from "../values/index.js";
import { mapChildren } from "../values/parts.js";

type Steps = readonly (string | number)[];

/** The configuration with the state's values where `ignore_changes` says so. */
export function ignoreChanges(
  rules: Lifecycle["ignoreChanges"],
  block: Block,
  prior: Value,
  config: Value,
): Value {
  if (prior.isNull || config.isNull || (rules !== "all" && rules.length === 0)) return config;
  if (rules === "all") return withoutComputed(block, prior);
  let result = config;
  for (const { steps } of rules) result = keep(result, prior, steps);
  return result;
}

/** Everything as it is, but for what a configuration may not set. */
function withoutComputed(block: Block, prior: Value): Value {
  return mapChildren(prior, (child, step) => {
    const name = "attribute" in step ? step.attribute : "";
    const attribute = block.attributes[name];
    if (attribute) return attribute.computed && !attribute.optional ? Value.null(child.type) : child;
    const nested = block.blocks?.[name];
    if (!nested || child.isNull) return child;
    if (nested.nesting === "single" || nested.nesting === "group")
      return withoutComputed(nested.block, child);
    return mapChildren(child, (element) => withoutComputed(nested.block, element));
  });
}

function childOf(value: Value, step: string | number): Value | undefined {
  return value.isKnown && !value.isNull ? value.at(step) : undefined;
}

/** `config` with what `steps` lead to as it is in `prior`; unchanged where they lead nowhere. */
function keep(config: Value, prior: Value, steps: Steps): Value {
  const [step, ...rest] = steps;
  if (step === undefined) return prior;
  if (config.type.kind === "map" && typeof step === "string" && rest.length === 0) {
    return keepKey(config, prior, step);
  }
  const before = childOf(prior, step);
  const given = childOf(config, step);
  if (!before || !given) return config;
  return mapChildren(config, (child, at) => {
    const name = "attribute" in at ? at.attribute : "index" in at ? at.index : undefined;
    return name === step ? keep(child, before, rest) : child;
  });
}

/** One key of a map may be on either side only. */
function keepKey(config: Value, prior: Value, key: string): Value {
  if (!config.isKnown || config.type.kind !== "map") return config;
  const entries = new Map(config.isNull ? [] : config.entries());
  const before = childOf(prior, key);
  if (before) entries.set(key, before);
  else entries.delete(key);
  if (entries.size === 0 && config.isNull) return config;
  return Value.map(config.type.element, entries).withMarks(config.marks);
}
