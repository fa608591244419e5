/** A provider's schema in the form that `tofu providers schema -json` prints, which other tools read. */
import type { Attribute, Block, ProviderFunction, ProviderSchema, Schema } from "../../engine/provider.js";
import { typeToJson } from "../../engine/values/index.js";

const FLAGS = ["required", "optional", "computed", "sensitive"] as const;

/** Schemas as `providers schema -json` prints them. */
export function providerSchemaJson(source: string, schema: ProviderSchema): object {
  const schemas = (all: Readonly<Record<string, Schema>>) =>
    Object.fromEntries(sorted(all).map(([type, one]) => [type, schemaJson(one)]));
  return {
    format_version: "1.0",
    provider_schemas: {
      [source]: {
        provider: schemaJson(schema.provider),
        resource_schemas: schemas(schema.resources),
        data_source_schemas: schemas(schema.dataSources),
        ...(schema.functions && { functions: functionsJson(schema.functions) }),
      },
    },
  };
}

function functionsJson(functions: Readonly<Record<string, ProviderFunction>>): object {
  return Object.fromEntries(
    sorted(functions).map(([name, { summary, description, parameters, returns }]) => [
      name,
      {
        description,
        summary,
        return_type: typeToJson(returns),
        parameters: parameters.map(({ name, description, nullable, type }) => ({
          name,
          description,
          ...(nullable && { is_nullable: true }),
          type: typeToJson(type),
        })),
      },
    ]),
  );
}

function schemaJson({ version, block }: Schema): object {
  return { version, block: blockJson(block) };
}

function blockJson(block: Block): object {
  const attributes = sorted(block.attributes).map(([name, one]) => [name, attributeJson(one)]);
  const blocks = sorted(block.blocks ?? {}).map(([name, { nesting, block: nested, minItems, maxItems }]) => [
    name,
    {
      nesting_mode: nesting,
      block: blockJson(nested),
      ...(minItems && { min_items: minItems }),
      ...(maxItems && { max_items: maxItems }),
    },
  ]);
  return {
    attributes: Object.fromEntries(attributes),
    ...(blocks.length > 0 && { block_types: Object.fromEntries(blocks) }),
    ...described(block),
  };
}

function attributeJson(attribute: Attribute): object {
  return {
    type: typeToJson(attribute.type),
    ...described(attribute),
    ...Object.fromEntries(FLAGS.filter((flag) => attribute[flag]).map((flag) => [flag, true])),
    ...(attribute.writeOnly && { write_only: true }),
  };
}

function described({ description, deprecated }: { description?: string; deprecated?: string }): object {
  return {
    ...(description !== undefined && { description, description_kind: "plain" }),
    ...(deprecated !== undefined && { deprecated: true }),
  };
}

function sorted<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
