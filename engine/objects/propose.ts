/**
 * What a provider is proposed to plan: the configuration, with what only the provider knows taken from the object
 * that exists.
 */
import type { Block, NestedBlock } from "../interfaces/provider.js";
import { mapAttributes, Value } from "../values/index.js";
import { mapChildren } from "../values/parts.js";
import { emptyBlock } from "./schema.js";

/** What the configuration asks for, with the state's values for what is computed and not configured. */
export function proposeNew(block: Block, prior: Value, config: Value): Value {
  if (config.isNull && prior.isNull) return prior;
  return merge(block, prior.isNull ? emptyBlock(block) : prior, config);
}

/** For data sources that are read later: everything the configuration leaves to the provider is unknown. */
export function unknownUntilRead(block: Block, config: Value): Value {
  return Value.object(
    config.entries().map(([name, given]): [string, Value] => {
      const attribute = block.attributes[name];
      if (attribute) {
        const left = attribute.computed && given.isNull;
        return [name, left ? Value.unknown(attribute.type) : given];
      }
      const nested = block.blocks?.[name];
      return [
        name,
        nested ? mapNested(nested, given, (child) => unknownUntilRead(nested.block, child)) : given,
      ];
    }),
  );
}

function mapNested(nested: NestedBlock, value: Value, change: (child: Value) => Value): Value {
  if (value.isNull || !value.isKnown) return value;
  if (nested.nesting === "single" || nested.nesting === "group") return change(value);
  return mapChildren(value, (child) => (child.isNull || !child.isKnown ? child : change(child)));
}

function merge(block: Block, prior: Value, config: Value): Value {
  if (config.isNull || !config.isKnown) return prior;
  return mapAttributes(config, (given, name) => {
    const before = prior.attr(name);
    const attribute = block.attributes[name];
    if (attribute) return attribute.computed && given.isNull ? before : given;
    return mergeBlocks(block.blocks![name]!, before, given);
  });
}

function mergeBlocks(nested: NestedBlock, prior: Value, config: Value): Value {
  if (!config.isKnown || config.isNull) return config;
  const { block } = nested;
  switch (nested.nesting) {
    case "single":
    case "group":
      return proposeNew(block, prior, config);
    case "set":
      return mergeSet(block, prior, config);
    default:
      return mapChildren(config, (child, step) => {
        const key = "attribute" in step ? step.attribute : "index" in step ? step.index : "";
        const before = prior.isNull || !prior.isKnown ? undefined : prior.at(key);
        return before ? proposeNew(block, before, child) : child;
      });
  }
}

/** Elements of a set have no names: one continues the first unused element that it could have made. */
function mergeSet(block: Block, prior: Value, config: Value): Value {
  const candidates = prior.isKnown && !prior.isNull ? [...prior.elements()] : [];
  return mapChildren(config, (child) => {
    const at = candidates.findIndex((candidate) => couldComeFrom(block, candidate, child));
    const before = at >= 0 ? candidates.splice(at, 1)[0]! : Value.null(child.type);
    return proposeNew(block, before, child);
  });
}

/** Whether the provider could have made `prior` of this configuration by filling in computed attributes alone. */
function couldComeFrom(block: Block, prior: Value, config: Value): boolean {
  if (prior.equals(config)) return true;
  if (prior.isNull || config.isNull || !prior.isKnown || !config.isKnown) return false;
  return config.entries().every(([name, given]) => {
    const before = prior.attr(name);
    if (before.equals(given)) return true;
    const attribute = block.attributes[name];
    if (attribute) return Boolean(attribute.computed) && given.isNull;
    const nested = block.blocks![name]!;
    if (nested.nesting === "set" || before.isNull || given.isNull || !given.isKnown) return false;
    if (nested.nesting === "single" || nested.nesting === "group")
      return couldComeFrom(nested.block, before, given);
    const old = before.elements();
    const fresh = given.elements();
    return (
      old.length === fresh.length && fresh.every((child, i) => couldComeFrom(nested.block, old[i]!, child))
    );
  });
}
