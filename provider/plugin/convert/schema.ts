import type { Attribute, Block, NestedBlock, Schema } from "../../../engine/provider.js";
import { typeToJson } from "../../../engine/values/index.js";

/** A schema as the protocol has it. */
export function wireSchema({ version, block }: Schema): object {
  return { version, block: wireBlock(block) };
}

/** Schemas by type, as the plugin protocol sends them. */
export function wireSchemas(schemas: Readonly<Record<string, Schema>>): Record<string, object> {
  return Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, wireSchema(schema)]));
}

function wireBlock(block: Block): object {
  return {
    attributes: Object.entries(block.attributes).map(([name, one]) => wireAttribute(name, one)),
    blockTypes: Object.entries(block.blocks ?? {}).map(([name, one]) => wireNested(name, one)),
    ...described(block),
  };
}

function wireAttribute(name: string, attribute: Attribute): object {
  const { type, required, optional, computed, sensitive, writeOnly } = attribute;
  return {
    name,
    type: Buffer.from(JSON.stringify(typeToJson(type))),
    required,
    optional,
    computed,
    sensitive,
    writeOnly,
    ...described(attribute),
  };
}

function wireNested(typeName: string, { nesting, block, minItems, maxItems }: NestedBlock): object {
  return { typeName, nesting: nesting.toUpperCase(), block: wireBlock(block), minItems, maxItems };
}

function described({ description, deprecated }: { description?: string; deprecated?: string }): object {
  return {
    ...(description !== undefined && { description, descriptionKind: "PLAIN" }),
    ...(deprecated !== undefined && { deprecated: true, deprecationMessage: deprecated }),
  };
}
