import { iso } from "./common.js";
import type { EntityType } from "./entities.js";
import { camelCase } from "./kept-types/fields.js";
import type { AnyResource, Attribute, Relationship, ToMany, ToOne, View } from "./resource.js";
import type { Reader } from "./schema.js";
import { ACCOUNT, environmentScope, type Scope, workspaceScope } from "./scopes.js";
import type { Json } from "./values.js";

/** An entity of a type that the generic layer does not know. */
// biome-ignore lint/suspicious/noExplicitAny: the generic layer reads fields by their declared names.
export type AnyEntity = any;
// biome-ignore lint/suspicious/noExplicitAny: as above; a link's target is known by its name only.
export type AnyLink = ToOne<AnyEntity, any> | ToMany<AnyEntity, any>;

/** An attribute with its name, field and reader computed once. */
export interface CompiledAttribute {
  readonly name: string;
  /** The names under which requests may send it; the first that is there counts. */
  readonly names: readonly string[];
  /** The name as it is in JSON, colon included. */
  readonly label: string;
  readonly field: string | null;
  readonly spec: Attribute<AnyEntity>;
  readonly writable: boolean | "create";
  readonly read: (entity: AnyEntity, view: View) => Json;
}

/** A relationship with its defaults filled in. */
export interface CompiledLink {
  readonly name: string;
  /** The name as it is in JSON, colon included. */
  readonly label: string;
  readonly kind: "to-one" | "to-many";
  /** Null if the sandbox does not simulate the target. */
  readonly spec: AnyLink | null;
  readonly target: EntityType | null;
  readonly field: string | null;
  readonly writable: boolean | "create";
  /** Its JSON while it is empty, and the beginning of each identifier. */
  readonly empty: string;
  readonly identifier: string;
  /** The ids of its targets. */
  readonly ids: (entity: AnyEntity, view: View) => readonly string[];
  /** What is needed of the target's type to check ids in a request. */
  targetInfo?: { readonly compiled: CompiledResource; readonly model: string };
}

/** A resource type, prepared at start so that requests do not walk its declaration. */
export interface CompiledResource {
  readonly resource: AnyResource;
  /** R21: the scope of an entity. */
  readonly scope: (entity: AnyEntity, reader: Reader) => Scope;
  /** The narrowest possible scope of an entity of the type. */
  readonly narrowestScope: Scope["kind"];
  /** R21: the environments in which an entity of the account is readable. */
  readonly usableIn: (entity: AnyEntity, reader: Reader) => "all" | readonly string[];
  /** The permission to read an entity. */
  readonly readPermission: string;
  readonly type: EntityType;
  readonly path: string;
  readonly attributes: ReadonlyMap<string, CompiledAttribute>;
  /** The relationships that documents have, by name. */
  readonly links: ReadonlyMap<string, CompiledLink>;
  /** The relationships with paths of their own. */
  readonly endpoints: readonly CompiledLink[];
  /** Visible attributes that depend only on the entity, and those that depend on more. */
  readonly fixed: readonly CompiledAttribute[];
  readonly live: readonly CompiledAttribute[];
  readonly fixedLinks: readonly CompiledLink[];
  readonly liveLinks: readonly CompiledLink[];
}

/** Finds an entity that the API shows. All ids in requests are looked up here. */
export function findEntity(compiled: CompiledResource, reader: Reader, id: string): AnyEntity | undefined {
  const { constant } = compiled.resource;
  const entity: AnyEntity = constant ? constant.get(id) : reader.get(compiled.type, id);
  return entity !== undefined && compiled.resource.visible?.(entity) !== false ? entity : undefined;
}

/** Every type that is served, by name. */
export interface Registry {
  readonly all: readonly CompiledResource[];
  of(type: EntityType): CompiledResource;
  has(type: EntityType): boolean;
}

const labelOf = (name: string) => `${JSON.stringify(name)}:`;

function compileAttribute(name: string, spec: Attribute<AnyEntity>): CompiledAttribute {
  const field = spec.field === undefined ? (spec.read ? null : camelCase(name)) : spec.field;
  const fromField =
    spec.type === "date-time"
      ? (entity: AnyEntity) => iso(entity[field!])
      : (entity: AnyEntity) => entity[field!] as Json;
  const writable = spec.writable ?? false;
  // First-generation clients spell some names with underscores, and others as they were.
  const spellings = [name, name.replaceAll("-", "_"), ...(spec.alias === undefined ? [] : [spec.alias])];
  const names = [...new Set(spellings)];
  return { name, names, label: labelOf(name), field, spec, writable, read: spec.read ?? fromField };
}

/** The constant parts of a link's JSON. */
function textsOf(name: string, spec: Relationship<AnyEntity>) {
  const label = labelOf(name);
  const target = "target" in spec ? spec.target : null;
  return {
    label,
    empty: `${label}{"data":${spec.kind === "to-many" ? "[]" : "null"}}`,
    identifier: `{"type":${JSON.stringify(target)},"id":`,
  };
}

function compileLink(name: string, spec: Relationship<AnyEntity>): CompiledLink {
  if ("simulated" in spec) {
    const nothing = { spec: null, target: null, field: null, writable: false, ids: () => [] } as const;
    return { name, ...textsOf(name, spec), kind: spec.kind, ...nothing };
  }
  const field = spec.field ?? (spec.read ? null : camelCase(name));
  const common = {
    name,
    ...textsOf(name, spec),
    target: spec.target,
    field,
    writable: spec.writable ?? false,
  };
  if (spec.kind === "to-many") {
    return { ...common, kind: "to-many", spec, ids: spec.read ?? ((entity) => entity[field!]) };
  }
  const { read } = spec;
  const id = read ?? ((entity: AnyEntity) => entity[field!] as string | null);
  return {
    ...common,
    kind: "to-one",
    spec,
    ids: (entity, view) => {
      const target = id(entity, view);
      return target === null ? [] : [target];
    },
  };
}

const endpointsOf = ({ spec }: CompiledLink) => spec?.kind === "to-many" && spec.endpoints;

/** A to-one link to a type, whose target the entity itself stores. */
const stored = (
  links: readonly CompiledLink[],
  name: string,
  target: EntityType,
  kind: CompiledLink["kind"],
) => links.find((link) => link.name === name && link.target === target && link.kind === kind)?.field ?? null;

function scopeOf(resource: AnyResource, links: readonly CompiledLink[]): CompiledResource["scope"] {
  if (resource.scope) return resource.scope;
  // A run trigger belongs to the workspace that it runs.
  const workspace =
    stored(links, "workspace", "workspaces", "to-one") ?? stored(links, "downstream", "workspaces", "to-one");
  const environment = stored(links, "environment", "environments", "to-one");
  return (entity, reader) => {
    const parent = workspace !== null && entity[workspace] && reader.get("workspaces", entity[workspace]);
    if (parent) return workspaceScope(parent);
    return environment !== null && entity[environment] ? environmentScope(entity[environment]) : ACCOUNT;
  };
}

function narrowestScopeOf({ type }: AnyResource, links: readonly CompiledLink[]): Scope["kind"] {
  const has = (target: EntityType) =>
    links.some((link) => link.target === target && link.kind === "to-one" && link.field !== null);
  if (type === "workspaces") return "environment";
  if (has("workspaces")) return "workspace";
  return has("environments") ? "environment" : "account";
}

const NOWHERE: readonly string[] = [];

function usableInOf(resource: AnyResource, links: readonly CompiledLink[]): CompiledResource["usableIn"] {
  if (resource.usableIn) return resource.usableIn;
  const environments = stored(links, "environments", "environments", "to-many");
  if (environments === null || !resource.attributes["is-shared"]) return () => NOWHERE;
  return (entity) => (entity.isShared ? "all" : entity[environments]);
}

function compile(resource: AnyResource): CompiledResource {
  const attributes = Object.entries(resource.attributes).map(([name, spec]) => compileAttribute(name, spec));
  const declared = Object.entries(resource.relationships).map(([name, spec]) => compileLink(name, spec));
  const links = declared.filter((link) => endpointsOf(link) !== "only");
  const shown = attributes.filter(({ spec }) => !spec.writeOnly);
  const isFixed = ({ spec }: CompiledAttribute) => spec.read === undefined || spec.pure === true;
  const isFixedLink = ({ spec }: CompiledLink) => spec === null || spec.read === undefined;
  return {
    resource,
    scope: scopeOf(resource, declared),
    narrowestScope: narrowestScopeOf(resource, declared),
    usableIn: usableInOf(resource, declared),
    readPermission: resource.readPermission ?? resource.operations.read ?? resource.operations.list ?? "*:*",
    type: resource.type as EntityType,
    path: resource.path ?? resource.type,
    attributes: new Map(attributes.map((attribute) => [attribute.name, attribute])),
    links: new Map(links.map((link) => [link.name, link])),
    endpoints: declared.filter(endpointsOf),
    fixed: shown.filter(isFixed),
    live: shown.filter((attribute) => !isFixed(attribute)),
    fixedLinks: links.filter(isFixedLink),
    liveLinks: links.filter((link) => !isFixedLink(link)),
  };
}

function resolveTarget(path: string, link: CompiledLink, byType: ReadonlyMap<EntityType, CompiledResource>) {
  if (link.target === null) return;
  const compiled = byType.get(link.target);
  if (!compiled)
    throw new Error(`'${link.name}' of '${path}' targets '${link.target}', which is not declared.`);
  link.targetInfo = { compiled, model: compiled.resource.model };
}

/** Prepares the declarations. Throws if two of them declare the same type. */
export function createRegistry(resources: readonly AnyResource[]): Registry {
  const byType = new Map<EntityType, CompiledResource>();
  for (const resource of resources) {
    if (byType.has(resource.type)) throw new Error(`The resource type '${resource.type}' is declared twice.`);
    byType.set(resource.type, compile(resource));
  }
  for (const { path, links, endpoints } of byType.values()) {
    for (const link of new Set([...links.values(), ...endpoints])) resolveTarget(path, link, byType);
  }
  return {
    all: [...byType.values()],
    has: (type) => byType.has(type),
    of(type) {
      const found = byType.get(type);
      if (!found) throw new Error(`The resource type '${type}' is not declared.`);
      return found;
    },
  };
}
