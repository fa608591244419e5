import type { AnyEntity, CompiledAttribute, CompiledLink, CompiledResource } from "./compile.js";
import { API_PATH } from "./paths.js";
import type { View } from "./resource.js";
import type { Json } from "./values.js";

/** The parts of an object's JSON that depend on the entity alone. */
interface Fixed {
  readonly head: string;
  readonly attributes: string;
  readonly relationships: string;
  readonly self: string;
}

// Entities are immutable, so what was serialized for one stays true for as long as it exists.
const cache = new WeakMap<object, Fixed>();

type Reveal = Readonly<Record<string, Json>>;
const NOTHING: Reveal = {};

function attributeJson(
  attributes: readonly CompiledAttribute[],
  entity: AnyEntity,
  view: View,
  reveal = NOTHING,
): string {
  let text = "";
  for (const { name, label, read, spec } of attributes) {
    const value = reveal[name] ?? read(entity, view) ?? null;
    if (value === null && spec.omitted) continue;
    const json = jsonOf(value);
    text += `${text && ","}${label}${json}`;
    if (spec.alias !== undefined) text += `,${JSON.stringify(spec.alias)}:${json}`;
  }
  return text;
}

/** Texts that are their own JSON but for the quotes: ids, times, addresses and most names. */
const PLAIN = /^[\w .:@/+-]*$/;
const quoted = (text: string) => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

/** Most values are so short that the call of `JSON.stringify` would cost more than their JSON. */
function jsonOf(value: Json): string {
  if (typeof value === "string") return quoted(value);
  return value === null || typeof value === "boolean" ? `${value}` : JSON.stringify(value);
}

function linkJson(link: CompiledLink, entity: AnyEntity, view: View): string {
  const ids = link.ids(entity, view);
  if (ids.length === 0) return link.empty;
  let linkage = `${link.identifier}${quoted(ids[0]!)}}`;
  if (link.kind === "to-one") return `${link.label}{"data":${linkage}}`;
  for (let n = 1; n < ids.length; n++) linkage += `,${link.identifier}${quoted(ids[n]!)}}`;
  return `${link.label}{"data":[${linkage}]}`;
}

function linksJson(links: readonly CompiledLink[], entity: AnyEntity, view: View): string {
  let text = "";
  for (const link of links) text += `${text && ","}${linkJson(link, entity, view)}`;
  return text;
}

/** The path of objects of the type, below their parent if the path has one (E23). */
const pathOf = ({ path, resource: { under } }: CompiledResource, entity: AnyEntity): string =>
  under === undefined ? path : path.replace("*", entity[under.field]);

/** The same text as one string: V8 keeps a concatenated string as a tree of its parts, and every response would walk it. */
const flat = (text: string): string => Buffer.from(text).toString();

const makeFixed = (compiled: CompiledResource, entity: AnyEntity, view: View): Fixed => ({
  head: `{"type":${quoted(compiled.type)},"id":${quoted(entity.id)},"attributes":{`,
  attributes: attributeJson(compiled.fixed, entity, view),
  relationships: linksJson(compiled.fixedLinks, entity, view),
  self: quoted(`${API_PATH}/${pathOf(compiled, entity)}/${entity.id}`),
});

/** The parts of an entity's JSON that depend on it alone, from the cache. */
function fixedOf(compiled: CompiledResource, entity: AnyEntity, view: View): Fixed {
  let fixed = cache.get(entity);
  if (fixed === undefined) {
    const made = makeFixed(compiled, entity, view);
    fixed = { ...made, attributes: flat(made.attributes), relationships: flat(made.relationships) };
    cache.set(entity, fixed);
  }
  return fixed;
}

const joined = (one: string, other: string) => (one && other ? `${one},${other}` : one || other);

function otherLinks({ resource }: CompiledResource, entity: AnyEntity, view: View): string {
  if (resource.links === undefined) return "";
  const links = Object.entries(resource.links(entity, view));
  return links.map(([name, url]) => `,${JSON.stringify(name)}:${JSON.stringify(url)}`).join("");
}

/**
 * The resource object of an entity as JSON text. `reveal` is given for one that the request has just made, with live attributes' values
 * that only this answer shows. Nothing is kept of such an object: most are not read soon, and keeping costs time and memory.
 */
export function encodeObject(
  compiled: CompiledResource,
  entity: AnyEntity,
  view: View,
  reveal?: Reveal,
): string {
  const fixed = (reveal === undefined ? fixedOf : makeFixed)(compiled, entity, view);
  const attributes = joined(fixed.attributes, attributeJson(compiled.live, entity, view, reveal));
  const relationships = joined(fixed.relationships, linksJson(compiled.liveLinks, entity, view));
  const self = `"links":{"self":${fixed.self}${otherLinks(compiled, entity, view)}}`;
  return `${fixed.head}${attributes}},"relationships":{${relationships}},${self}}`;
}
