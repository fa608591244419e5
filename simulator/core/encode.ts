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

const attributeJson = (
  attributes: readonly CompiledAttribute[],
  entity: AnyEntity,
  view: View,
  reveal = NOTHING,
) =>
  attributes
    .map(({ name, label, read, spec }) => {
      const value = reveal[name] ?? read(entity, view) ?? null;
      if (value === null && spec.omitted) return "";
      const json = JSON.stringify(value);
      return spec.alias === undefined
        ? label + json
        : `${label}${json},${JSON.stringify(spec.alias)}:${json}`;
    })
    .filter((member) => member !== "")
    .join(",");

function linkJson(link: CompiledLink, entity: AnyEntity, view: View): string {
  const linkage = link.ids(entity, view).map((id) => `{"type":"${link.target}","id":${JSON.stringify(id)}}`);
  return `${link.label}{"data":${link.kind === "to-many" ? `[${linkage.join(",")}]` : (linkage[0] ?? null)}}`;
}

const linksJson = (links: readonly CompiledLink[], entity: AnyEntity, view: View) =>
  links.map((link) => linkJson(link, entity, view)).join(",");

/** Where objects of the type are: below their parent, where the path names one (E23). */
const pathOf = ({ path, resource: { under } }: CompiledResource, entity: AnyEntity): string =>
  under === undefined ? path : path.replace("*", entity[under.field]);

function fixedOf(compiled: CompiledResource, entity: AnyEntity, view: View): Fixed {
  let fixed = cache.get(entity);
  if (fixed === undefined) {
    fixed = {
      head: `{"type":${JSON.stringify(compiled.type)},"id":${JSON.stringify(entity.id)},"attributes":{`,
      attributes: attributeJson(compiled.fixed, entity, view),
      relationships: linksJson(compiled.fixedLinks, entity, view),
      self: JSON.stringify(`${API_PATH}/${pathOf(compiled, entity)}/${entity.id}`),
    };
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

/** The resource object of an entity as JSON text. `reveal` holds live attributes' values that only this answer shows. */
export function encodeObject(
  compiled: CompiledResource,
  entity: AnyEntity,
  view: View,
  reveal?: Reveal,
): string {
  const fixed = fixedOf(compiled, entity, view);
  const attributes = joined(fixed.attributes, attributeJson(compiled.live, entity, view, reveal));
  const relationships = joined(fixed.relationships, linksJson(compiled.liveLinks, entity, view));
  const self = `"links":{"self":${fixed.self}${otherLinks(compiled, entity, view)}}`;
  return `${fixed.head}${attributes}},"relationships":{${relationships}},${self}}`;
}
