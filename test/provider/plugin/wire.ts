/** Schemas as a host reads them off the wire. */
import type {
  Attribute,
  Block,
  NestedBlock,
  ProviderFunction,
  ProviderSchema,
  Schema,
} from "../../../engine/provider.js";
import { typeFromJson } from "../../../engine/values/index.js";

// biome-ignore lint/suspicious/noExplicitAny: messages are looked into as they come.
type Message = any;

export function schemaOf(response: Message): ProviderSchema {
  const all = (schemas: Record<string, Message>) =>
    Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, schema(one)]));
  return {
    provider: schema(response.provider),
    resources: all(response.resourceSchemas),
    dataSources: all(response.dataSourceSchemas),
    functions: Object.fromEntries(
      Object.entries(response.functions).map(([name, one]) => [name, functionOf(one)]),
    ),
  };
}

function functionOf({ summary, description, parameters, return: returned }: Message): ProviderFunction {
  return {
    summary,
    description,
    parameters: parameters.map((one: Message) => ({
      name: one.name,
      type: typeOf(one.type),
      ...(one.allowNullValue && { nullable: true }),
      description: one.description,
    })),
    returns: typeOf(returned.type),
  };
}

const typeOf = (json: Uint8Array) => typeFromJson(JSON.parse(Buffer.from(json).toString()));

function schema({ version, block }: Message): Schema {
  return { version, block: blockOf(block) };
}

function blockOf(block: Message): Block {
  const attributes = block.attributes.map((one: Message) => [one.name, attributeOf(one)]);
  const blocks = block.blockTypes.map((one: Message) => [one.typeName, nestedOf(one)]);
  return {
    attributes: Object.fromEntries(attributes),
    ...(blocks.length > 0 && { blocks: Object.fromEntries(blocks) }),
    ...described(block),
  };
}

function attributeOf(message: Message): Attribute {
  const flags = ["required", "optional", "computed", "sensitive", "writeOnly"].filter(
    (flag) => message[flag],
  );
  return {
    type: typeOf(message.type),
    ...Object.fromEntries(flags.map((flag) => [flag, true])),
    ...described(message),
  };
}

function nestedOf({ nesting, block, minItems, maxItems }: Message): NestedBlock {
  return {
    nesting: nesting.toLowerCase(),
    block: blockOf(block),
    ...(minItems > 0 && { minItems }),
    ...(maxItems > 0 && { maxItems }),
  };
}

function described({ description, deprecated, deprecationMessage }: Message) {
  return {
    ...(description !== "" && { description }),
    ...(deprecated && { deprecated: deprecationMessage }),
  };
}
