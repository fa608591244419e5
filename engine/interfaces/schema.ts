/** The schema of a provider's configuration, and the types of the result. */
import { DYNAMIC, hasDynamic, type ObjectType, objectOf, type Type } from "../values/index.js";

/** An argument or a result. It is required, or optional, or computed alone. */
export interface Attribute {
  readonly type: Type;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly writeOnly?: boolean;
  /** What to use instead. */
  readonly deprecated?: string;
  readonly description?: string;
}

/** How a block is nested in another one. */
export interface NestedBlock {
  readonly nesting: "single" | "list" | "set" | "map" | "group";
  readonly block: Block;
  readonly minItems?: number;
  /** 0 or absent: no limit. */
  readonly maxItems?: number;
}

/** The arguments and blocks of a resource, a data source or a provider. */
export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks?: Readonly<Record<string, NestedBlock>>;
  readonly description?: string;
  readonly deprecated?: string;
}

/** A block, and the version in which states hold objects of it. */
export interface Schema {
  readonly version: number;
  readonly block: Block;
}

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
