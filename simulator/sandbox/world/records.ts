import type { CompiledAttribute, CompiledLink, CompiledResource, Registry } from "../../core/compile.js";
import { didYouMean } from "../../core/suggest.js";
import type { Fault, Place } from "./errors.js";
import type { Field, Item, World } from "./read.js";

/** An object to create, with its fields by kind. */
export interface Record {
  readonly compiled: CompiledResource;
  readonly item: Item;
  /** The id it is to have; undefined for a random one. */
  readonly id: string | undefined;
  readonly attributes: Readonly<{ [name: string]: unknown }>;
  readonly links: readonly Linked[];
  /** The id of the object below which it is created, where its type has such a one. */
  readonly parent: { readonly field: string; readonly id: string } | null;
}

/** The target of an object's relationship. */
export interface Linked {
  readonly name: string;
  readonly link: CompiledLink | null;
  readonly ids: readonly string[];
  readonly field: Field;
  /** Whether it can be set once the object is there. */
  readonly later: boolean;
}

/** The section of tokens: the secrets of users, service accounts and agent pools. */
export const TOKENS = "tokens";

/** The types that a world can contain, by name. */
function seedable({ all }: Registry): ReadonlyMap<string, CompiledResource> {
  const can = ({ resource: { operations, under, described } }: CompiledResource) =>
    typeof operations.create === "string" || under?.create !== undefined || described === true;
  return new Map(all.filter(can).map((compiled) => [compiled.type, compiled]));
}

/** Turns the items of a world into records, and reports those that do not fit their types. */
export function recordsOf(world: World, registry: Registry, faults: Fault[]): readonly Record[] {
  const types = seedable(registry);
  const records: Record[] = [];
  for (const [section, { at, items }] of world.sections) {
    if (section === TOKENS) continue;
    const compiled = types.get(section);
    if (compiled) for (const item of items) records.push(recordOf(compiled, item, faults));
    else faults.push({ at, message: unknownSection(section, [...types.keys()]) });
  }
  return records;
}

function unknownSection(section: string, types: readonly string[]): string {
  const known = ["account", "as-it-is", ...types, TOKENS];
  const hint = didYouMean(section, known, "'") || ` There are: ${known.join(", ")}.`;
  return `A world has no '${section}'.${hint}`;
}

/** How messages name an item. */
export function labelOf({ section, index, fields }: Item): string {
  const name = fields.get("id")?.value ?? fields.get("name")?.value ?? fields.get("key")?.value;
  return `${section}[${index}]${name === undefined ? "" : ` '${String(name)}'`}`;
}

function recordOf(compiled: CompiledResource, item: Item, faults: Fault[]): Record {
  const attributes: { [name: string]: unknown } = {};
  const links: Linked[] = [];
  let parent: Record["parent"] = null;
  const label = labelOf(item);
  const { under } = compiled.resource;
  const fault = (at: Place, message: string) => void faults.push({ at, message: `${label}: ${message}` });
  for (const [name, field] of item.fields) {
    if (name === "id") continue;
    const [attribute, link] = [compiled.attributes.get(name), compiled.links.get(name)];
    if (under?.link === name && typeof compiled.resource.operations.create !== "string") {
      if (typeof field.value !== "string") fault(field.at, `'${name}' must be the id of an object.`);
      else parent = { field: under.field, id: field.value };
      links.push({ name, link: null, ids: [String(field.value)], field, later: false });
    } else if (attribute && isGiven(attribute)) attributes[name] = field.value;
    else if (link && (isGiven(link) || link.spec?.verified)) {
      const ids = idsOf(link, field);
      if (ids === null) fault(field.at, `'${name}' must be ${shapeOf(link)}.`);
      else links.push({ name, link, ids, field, later: link.writable === true && !link.spec?.required });
    } else if (attribute ?? link) fault(field.at, `'${name}' is read-only; leave it out.`);
    else fault(field.at, unknownField(compiled, name));
  }
  return { compiled, item, id: idOf(compiled, item, fault), attributes, links, parent };
}

/** Whether a world can set a value: those that a request can set, and a few more. */
const isGiven = ({ writable, spec }: CompiledAttribute | CompiledLink): boolean =>
  writable !== false || spec?.described === true;

const shapeOf = ({ kind }: CompiledLink) => (kind === "to-one" ? "the id of an object" : "a list of ids");

function idsOf({ kind }: CompiledLink, { value }: Field): readonly string[] | null {
  if (kind === "to-one") return value === null ? [] : typeof value === "string" ? [value] : null;
  const isList = Array.isArray(value) && value.every((each) => typeof each === "string");
  return isList ? (value as string[]) : null;
}

function unknownField({ type, attributes, links }: CompiledResource, name: string): string {
  const known = [
    "id",
    ...[...attributes.values()].filter(isGiven).map((attribute) => attribute.name),
    ...[...links.values()].filter(isGiven).map((link) => link.name),
  ];
  return `${type} have no '${name}'.${didYouMean(name, known, "'") || ` They have: ${known.join(", ")}.`}`;
}

function idOf({ resource, type }: CompiledResource, item: Item, fault: (at: Place, message: string) => void) {
  const field = item.fields.get("id");
  if (field === undefined) return undefined;
  const { value, at } = field;
  if (
    typeof value === "string" &&
    value.startsWith(`${resource.idPrefix}-`) &&
    /^[A-Za-z0-9_-]{3,80}$/.test(value)
  )
    return value;
  fault(at, `ids of ${type} begin with '${resource.idPrefix}-' and contain only letters, digits, - and _.`);
  return undefined;
}
