import type { Attribute, Block, NestedBlock, Schema } from "../../../engine/provider.js";
import type { AttributeDefinition, BlockDefinition, InnerDefinition } from "./definition.js";

const KEYS = [
  "type",
  "required",
  "optional",
  "computed",
  "sensitive",
  "writeOnly",
  "deprecated",
  "description",
] as const;

/** The schema of a definition, as hosts see it. */
export function schemaOf(definition: BlockDefinition, version = 0): Schema {
  return { version, block: blockOf(definition) };
}

const blocks = new WeakMap<BlockDefinition, Block>();

/** The same block for the same definition. */
export function blockOf(definition: BlockDefinition): Block {
  const block = blocks.get(definition) ?? makeBlock(definition);
  blocks.set(definition, block);
  return block;
}

function makeBlock(definition: Pick<InnerDefinition, "attributes" | "blocks" | "description">): Block {
  const blocks: Record<string, NestedBlock> = {};
  for (const [name, nested] of Object.entries(definition.blocks ?? {})) {
    const { nesting, minItems, maxItems } = nested;
    blocks[name] = {
      nesting,
      block: makeBlock(nested),
      ...(minItems !== undefined && { minItems }),
      ...(maxItems !== undefined && { maxItems }),
    };
  }
  return {
    attributes: attributesOf(definition.attributes),
    ...(Object.keys(blocks).length > 0 && { blocks }),
    ...(definition.description !== undefined && { description: definition.description }),
  };
}

function attributesOf(definitions: Readonly<Record<string, AttributeDefinition>>): Record<string, Attribute> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      const picked = KEYS.filter((key) => definition[key] !== undefined).map((key) => [key, definition[key]]);
      return [name, Object.fromEntries(picked) as unknown as Attribute];
    }),
  );
}
