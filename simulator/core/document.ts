import { findReadable } from "./authorize.js";
import type { AnyEntity, CompiledResource, Registry } from "./compile.js";
import { encodeObject } from "./encode.js";
import { type AnswerEncoder, EncodedObjects } from "./encoded.js";
import { invalidParameter } from "./errors.js";
import { JoinedPages } from "./joined-pages.js";
import { type Page, paginationOf } from "./list.js";
import type { Query } from "./query.js";
import type { View } from "./resource.js";
import type { Json } from "./values.js";

/** Included entities, each with its type. */
type Included = Map<AnyEntity, CompiledResource>;

/** Follows one include path from `entities`, and includes every entity on the way that the caller may read. */
function follow(
  registry: Registry,
  compiled: CompiledResource,
  entities: readonly AnyEntity[],
  path: readonly string[],
  view: View,
  found: Included,
): void {
  const [name, ...rest] = path;
  const link = compiled.links.get(name!);
  if (!link) {
    const names = [...compiled.links.keys()].join(", ");
    throw invalidParameter("include", `'${compiled.type}' has no relationship '${name}'; it has: ${names}.`);
  }
  if (link.target === null || !registry.has(link.target)) return;
  const target = registry.of(link.target);
  const reached: AnyEntity[] = [];
  // Many entities have the same few targets.
  const seen = new Set<string>();
  for (const entity of entities) {
    for (const id of link.ids(entity, view)) {
      if (seen.has(id)) continue;
      seen.add(id);
      const other = findReadable(target, id, view);
      if (!other) continue;
      found.set(other, target);
      reached.push(other);
    }
  }
  if (rest.length > 0) follow(registry, target, reached, rest, view, found);
}

function includedOf(
  registry: Registry,
  compiled: CompiledResource,
  entities: readonly AnyEntity[],
  query: Query,
  view: View,
): Included {
  const found: Included = new Map();
  for (const path of query.include) follow(registry, compiled, entities, path.split("."), view, found);
  for (const entity of entities) found.delete(entity);
  return found;
}

/** Keeps only the fields in `fields[type]`. This is rare, so it works on the encoded text. */
function sparse(text: string, fields: Query["fields"]): string {
  if (fields.size === 0) return text;
  const object = JSON.parse(text);
  const wanted = fields.get(object.type);
  if (!wanted) return text;
  const pick = (members: Record<string, Json>) =>
    Object.fromEntries(Object.entries(members).filter(([name]) => wanted.has(name)));
  return JSON.stringify({
    ...object,
    attributes: pick(object.attributes),
    relationships: pick(object.relationships),
  });
}

/** Encodes JSON:API documents: of one object as a text, of a list as bytes. */
export interface Encoder {
  one(
    compiled: CompiledResource,
    entity: AnyEntity,
    query: Query,
    view: View,
    reveal?: Record<string, Json>,
  ): string;
  page(compiled: CompiledResource, page: Page, query: Query, view: View): Buffer;
}

const DATA = Buffer.from('{"data":[');
const INCLUDED = Buffer.from('],"included":[');
const COMMA = Buffer.from(",");

/** Makes JSON:API documents from entities, with included entities and selected fields. */
export function createEncoder(registry: Registry): Encoder {
  const kept = new EncodedObjects();
  const pages = new JoinedPages();

  const object = (
    compiled: CompiledResource,
    entity: AnyEntity,
    query: Query,
    view: View,
    reveal?: Record<string, Json>,
  ) => sparse(encodeObject(compiled, entity, view, reveal), query.fields);

  const included = (compiled: CompiledResource, entities: readonly AnyEntity[], query: Query, view: View) =>
    query.include.length === 0 ? null : includedOf(registry, compiled, entities, query, view);

  return {
    one(compiled, entity, query, view, reveal) {
      const more = included(compiled, [entity], query, view);
      const data = object(compiled, entity, query, view, reveal);
      if (more === null) return `{"data":${data}}`;
      const objects = Array.from(more, ([other, type]) => object(type, other, query, view));
      return `{"data":${data},"included":[${objects.join(",")}]}`;
    },
    page(compiled, { entities, total }, query, view) {
      const answer: AnswerEncoder =
        query.fields.size > 0
          ? { encode: (type, entity) => Buffer.from(object(type, entity, query, view)), isKept: false }
          : kept.forAnswer(view);
      const parts: Buffer[] = [DATA];
      for (const entity of entities) {
        if (parts.length > 1) parts.push(COMMA);
        parts.push(answer.encode(compiled, entity));
      }
      const more = included(compiled, entities, query, view);
      if (more !== null) {
        parts.push(INCLUDED);
        const first = parts.length;
        for (const [entity, type] of more) {
          if (parts.length > first) parts.push(COMMA);
          parts.push(answer.encode(type, entity));
        }
      }
      const end = `],"meta":${JSON.stringify({ pagination: paginationOf(query, total) })}}`;
      return answer.isKept ? pages.join(parts, end) : Buffer.concat([...parts, Buffer.from(end)]);
    },
  };
}
