import type { Block, NestedBlock } from "../provider.js";
import { DYNAMIC, hasDynamic, type ObjectType, objectOf, type Type } from "./types.js";

const implied = new WeakMap<Block, ObjectType>();

/** The type of a block's values: an object of its attributes and nested blocks. The same object for the same block. */
export function blockType(block: Block): ObjectType {
  let type = implied.get(block);
  if (!type) {
    const attributes: Record<string, Type> = Object.create(null);
    for (const [name, attribute] of Object.entries(block.attributes)) attributes[name] = attribute.type;
    for (const [name, nested] of Object.entries(block.blocks ?? {})) attributes[name] = nestedType(nested);
    type = objectOf(attributes);
    implied.set(block, type);
  }
  return type;
}

function nestedType(nested: NestedBlock): Type {
  const element = blockType(nested.block);
  switch (nested.nesting) {
    case "single":
    case "group":
      return element;
    case "set":
      return { kind: "set", element };
    default:
      // Blocks whose open attributes differ in type cannot share a list or map: the value is a tuple or an object then.
      return hasDynamic(element) ? DYNAMIC : { kind: nested.nesting, element };
  }
}
