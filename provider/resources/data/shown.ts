/** Attributes of resources as data sources show them. */
import { listOf, objectOf, setOf } from "../../../engine/values/index.js";
import type {
  AttributeDefinition,
  BlockDefinition,
  NestedDefinition,
  PlainObject,
} from "../framework/index.js";
import { shown } from "./lookup.js";

type Declared = { readonly block: BlockDefinition };

/** Attributes of a resource as its data source shows them. */
export function pick(resource: Declared, ...names: string[]) {
  return Object.fromEntries(names.map((name) => [name, shown(resource.block.attributes[name]!)]));
}

/** A block of a resource as an attribute: a list or set of objects with the keys that the official provider shows. */
export function blockShown(resource: Declared, name: string, keys?: readonly string[]): AttributeDefinition {
  const nested = resource.block.blocks![name]!;
  const shownKeys = keys ?? Object.keys(nested.attributes);
  const object = objectOf(Object.fromEntries(shownKeys.map((key) => [key, nested.attributes[key]!.type])));
  const { read, fields } = nested.api;
  const only = (item: PlainObject): PlainObject =>
    Object.fromEntries(shownKeys.map((key) => [key, item[key] ?? null]));
  return {
    type: nested.nesting === "set" ? setOf(object) : listOf(object),
    computed: true,
    ...(nested.description !== undefined && { description: nested.description }),
    api: { fields, read: (one) => ((read(one, undefined) ?? []) as PlainObject[]).map(only) },
  };
}

/** A resource's attribute as a list where the resource has a set. */
export function asList(resource: Declared, name: string): AttributeDefinition {
  const definition = resource.block.attributes[name]!;
  if (definition.type.kind !== "set") throw new TypeError(`${name} is not a set.`);
  return shown(definition, listOf(definition.type.element));
}

/** A resource's block as a read-only block of a data source. */
export function readOnlyBlock({ description, attributes, api }: NestedDefinition): NestedDefinition {
  return {
    nesting: "list",
    ...(description !== undefined && { description }),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { type, sensitive, description: text }]) => [
        name,
        { type, computed: true, ...(sensitive && { sensitive }), ...(text && { description: text }) },
      ]),
    ),
    api: { fields: api.fields, read: api.read },
  };
}
