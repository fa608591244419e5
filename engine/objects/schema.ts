/** What a resource's schema says about its values. */
import type { Block, NestedBlock } from "../interfaces/provider.js";
import { blockType } from "../interfaces/schema.js";
import { layoutOf, objectOfType, SENSITIVE, Value } from "../values/index.js";
import { mapChildren } from "../values/parts.js";

const empty = new WeakMap<Block, Value>();

/** The value of a body in which nothing is written. The same object for the same block. */
export function emptyBlock(block: Block): Value {
  let value = empty.get(block);
  if (!value) {
    const type = blockType(block);
    const { names, types } = layoutOf(type);
    value = objectOfType(
      type,
      names.map((name, at) => {
        const nested = block.blocks?.[name];
        return nested ? noBlocks(nested) : Value.null(types[at]!);
      }),
    );
    empty.set(block, value);
  }
  return value;
}

function noBlocks(nested: NestedBlock): Value {
  const element = blockType(nested.block);
  switch (nested.nesting) {
    case "single":
      return Value.null(element);
    case "group":
      return emptyBlock(nested.block);
    case "set":
      return Value.set(element, []);
    case "map":
      return isOpen(nested.block) ? Value.object({}) : Value.map(element, []);
    case "list":
      return isOpen(nested.block) ? Value.tuple([]) : Value.list(element, []);
  }
}

const open = new WeakMap<Block, boolean>();

/** Whether blocks of this kind may differ in type, so that they are a tuple or an object rather than a list or map. */
function isOpen(block: Block): boolean {
  let answer = open.get(block);
  if (answer === undefined) {
    const wrapper: Block = { attributes: {}, blocks: { probe: { nesting: "list", block } } };
    answer = blockType(wrapper).attributes.probe!.kind === "dynamic";
    open.set(block, answer);
  }
  return answer;
}

const secretive = new WeakMap<Block, boolean>();

function hasSecrets(block: Block): boolean {
  let answer = secretive.get(block);
  if (answer === undefined) {
    answer =
      Object.values(block.attributes).some((attribute) => attribute.sensitive) ||
      Object.values(block.blocks ?? {}).some((nested) => hasSecrets(nested.block));
    secretive.set(block, answer);
  }
  return answer;
}

/** Marks the attributes that the schema calls sensitive, null ones too: one that is known later may be null. */
export function markBySchema(value: Value, block: Block): Value {
  if (value.isNull || !value.isKnown || !hasSecrets(block)) return value;
  return mapChildren(value, (child, step) => {
    const name = "attribute" in step ? step.attribute : "";
    const attribute = block.attributes[name];
    if (attribute) return attribute.sensitive ? child.mark(SENSITIVE) : child;
    const nested = block.blocks?.[name];
    return nested ? markNested(child, nested) : child;
  });
}

function markNested(value: Value, nested: NestedBlock): Value {
  if (nested.nesting === "single" || nested.nesting === "group") return markBySchema(value, nested.block);
  return mapChildren(value, (child) => markBySchema(child, nested.block));
}
