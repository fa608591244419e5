import type { Block } from "../../provider.js";
import type { BodySchema } from "../body.js";

const schemas = new WeakMap<Block, BodySchema>();

/** What a body described by a provider's schema may contain. Nested blocks may also come from `dynamic` blocks. */
export function schemaOf(block: Block): BodySchema {
  let schema = schemas.get(block);
  if (!schema) {
    const nested = Object.entries(block.blocks ?? {});
    schema = {
      attributes: new Map(
        Object.entries(block.attributes).map(([name, { required = false }]) => [name, { required }]),
      ),
      blocks: new Map<string, { labels: readonly string[] }>([
        ...nested.map(([name, { nesting }]) => [name, { labels: nesting === "map" ? ["key"] : [] }] as const),
        ...(nested.length > 0 ? [["dynamic", { labels: ["type"] }] as const] : []),
      ]),
    };
    schemas.set(block, schema);
  }
  return schema;
}
