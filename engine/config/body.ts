/** What a provider's schema says about the syntax of a body. */

import type { BodySchema } from "../language/index.js";
import type { Block } from "../provider.js";

const schemas = new WeakMap<Block, BodySchema>();

/** Map blocks carry their key as a label. */
export function bodySchema(block: Block): BodySchema {
  let schema = schemas.get(block);
  if (!schema) {
    schema = {
      attributes: new Map(
        Object.entries(block.attributes).map(([name, { required }]) => [
          name,
          { required: required ?? false },
        ]),
      ),
      blocks: new Map(
        Object.entries(block.blocks ?? {}).map(([type, { nesting }]) => [
          type,
          { labels: nesting === "map" ? ["key"] : [] },
        ]),
      ),
    };
    schemas.set(block, schema);
  }
  return schema;
}
