import type { Block } from "../../interfaces/schema.js";
import type { BodySchema } from "../body/body.js";

const plain = new WeakMap<Block, BodySchema>();
const withDynamic = new WeakMap<Block, BodySchema>();

/** What a provider's schema says about the syntax of a body. Map blocks carry their key as a label. */
export function bodySchema(block: Block): BodySchema {
  let schema = plain.get(block);
  if (!schema) {
    schema = {
      attributes: new Map(
        Object.entries(block.attributes).map(([name, { required = false }]) => [name, { required }]),
      ),
      blocks: new Map(
        Object.entries(block.blocks ?? {}).map(([name, { nesting }]) => [
          name,
          { labels: nesting === "map" ? ["key"] : [] },
        ]),
      ),
    };
    plain.set(block, schema);
  }
  return schema;
}

/** As `bodySchema`, of a body whose nested blocks may also come from `dynamic` blocks. */
export function dynamicBodySchema(block: Block): BodySchema {
  const schema = bodySchema(block);
  if (schema.blocks.size === 0) return schema;
  let extended = withDynamic.get(block);
  if (!extended) {
    extended = { ...schema, blocks: new Map([...schema.blocks, ["dynamic", { labels: ["type"] }]]) };
    withDynamic.set(block, extended);
  }
  return extended;
}
