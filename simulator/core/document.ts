import { findReadable } from "./authorize.js";
import type { AnyEntity, CompiledResource, Registry } from "./compile.js";
import { encodeObject } from "./encode.js";
import { type Encode, EncodedObjects } from "./encoded.js";
import { invalidParameter } from "./errors.js";
import { type Page, paginationOf } from "./list.js";
import type { Query } from "./query.js";
import type { View } from "./resource.js";
import type { Json } from "./values.js";

interface Included {
  readonly compiled: CompiledResource;
  readonly entity: AnyEntity;
}

const key = (type: string, id: string) => `${type}/${id}`;

/** Follows one include path from `entities`, and includes every entity on the way that the caller may read. */
function follow(
  registry: Registry,
  compiled: CompiledResource,
  entities: readonly AnyEntity[],
  path: readonly string[],
  view: View,
  found: Map<string, Included>,
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
      found.set(key(target.type, id), { compiled: target, entity: other });
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
): Included[] {
  const found = new Map<string, Included>();
  for (const path of query.include) follow(registry, compiled, entities, path.split("."), view, found);
  for (const entity of entities) found.delete(key(compiled.type, entity.id));
  return [...found.values()];
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

const COMMA = Buffer.from(",");

/** Adds objects to the parts of a list, with commas between them. */
function addTo<T>(parts: Buffer[], objects: readonly T[], encode: (object: T) => Buffer): void {
  const first = parts.length;
  for (const object of objects) {
    if (parts.length > first) parts.push(COMMA);
    parts.push(encode(object));
  }
}

/** Makes JSON:API documents from entities, with included entities and selected fields. */
export function createEncoder(registry: Registry): Encoder {
  const kept = new EncodedObjects();

  const object = (compiled: CompiledResource, entity: AnyEntity, query: Query, view: View, reveal = {}) =>
    sparse(encodeObject(compiled, entity, view, reveal), query.fields);

  const included = (compiled: CompiledResource, entities: readonly AnyEntity[], query: Query, view: View) =>
    query.include.length === 0 ? null : includedOf(registry, compiled, entities, query, view);

  return {
    one(compiled, entity, query, view, reveal) {
      const more = included(compiled, [entity], query, view)?.map((item) =>
        object(item.compiled, item.entity, query, view),
      );
      const data = object(compiled, entity, query, view, reveal);
      return `{"data":${data}${more === undefined ? "" : `,"included":[${more.join(",")}]`}}`;
    },
    page(compiled, { entities, total }, query, view) {
      const encode: Encode =
        query.fields.size > 0
          ? (type, entity) => Buffer.from(object(type, entity, query, view))
          : kept.forAnswer(view);
      const parts = [Buffer.from('{"data":[')];
      addTo(parts, entities, (entity) => encode(compiled, entity));
      const more = included(compiled, entities, query, view);
      if (more !== null) {
        parts.push(Buffer.from('],"included":['));
        addTo(parts, more, (item) => encode(item.compiled, item.entity));
      }
      parts.push(Buffer.from(`],"meta":${JSON.stringify({ pagination: paginationOf(query, total) })}}`));
      return Buffer.concat(parts);
    },
  };
}
