/** What a resource will look like after the apply, from its configuration and what there is. */
import type { Path } from "../../provider.js";
import { fromPlain, type Plain, type Type, UNKNOWN } from "../../values/index.js";
import type {
  AttributeDefinition,
  BlockDefinition,
  ManagedResource,
  NestedDefinition,
  PlainObject,
} from "./definition.js";

/** Attributes that this resource's configuration set itself, so that removing them from it means something. */
export type Owned = ReadonlySet<string>;

export interface Planned {
  readonly planned: PlainObject;
  readonly requiresReplace: readonly Path[];
}

export function plan(
  resource: ManagedResource,
  config: PlainObject,
  prior: PlainObject | null,
  owned: Owned,
): Planned {
  const planned: PlainObject = {};
  for (const [name, definition] of Object.entries(resource.block.attributes)) {
    planned[name] = planAttribute(
      definition,
      config[name] ?? null,
      prior ? (prior[name] ?? null) : undefined,
      owned.has(name),
    );
  }
  for (const [name, nested] of Object.entries(resource.block.blocks ?? {})) {
    planned[name] = planNested(nested, config[name] ?? [], prior ? (prior[name] ?? []) : undefined);
  }
  resource.plan?.(planned, { config, prior });
  return { planned, requiresReplace: prior ? replacements(resource.block, planned, prior) : [] };
}

/** `prior` is undefined at creation. */
function planAttribute(
  definition: AttributeDefinition,
  config: Plain,
  prior: Plain | undefined,
  owned: boolean,
): Plain {
  if (config !== null) return config;
  if (definition.default !== undefined) return definition.default;
  if (prior === undefined || owned) return initially(definition);
  return definition.computed ? prior : null;
}

function initially(definition: AttributeDefinition): Plain {
  if (definition.initial !== undefined) return definition.initial;
  return definition.computed && !definition.linkable ? UNKNOWN : null;
}

/** A list's items keep what the API chose at the same place; a set's items have no place, so they start anew. */
function planNested(nested: NestedDefinition, config: Plain, prior: Plain | undefined): Plain {
  if (!Array.isArray(config)) return config;
  return config.map((item, index) => {
    if (item === null || typeof item !== "object" || Array.isArray(item)) return item;
    const before =
      nested.nesting === "list" && Array.isArray(prior)
        ? (prior[index] as PlainObject | undefined)
        : undefined;
    return Object.fromEntries(
      Object.entries(nested.attributes).map(([name, definition]) => [
        name,
        planAttribute(definition, item[name] ?? null, before ? (before[name] ?? null) : undefined, false),
      ]),
    );
  });
}

function replacements(block: BlockDefinition, planned: PlainObject, prior: PlainObject): Path[] {
  return Object.entries(block.attributes)
    .filter(
      ([name, definition]) =>
        definition.replace && !same(definition.type, planned[name] ?? null, prior[name] ?? null),
    )
    .map(([name]) => [{ attribute: name }]);
}

/** Equal as values of the type: the order of a set does not matter. */
export function same(type: Type, a: Plain, b: Plain): boolean {
  return fromPlain(a, type).equals(fromPlain(b, type));
}

/** Fills what was unknown in the plan with what the API answered; everything else is as planned. */
export function settle(planned: Plain, actual: Plain | undefined): Plain {
  if (planned === UNKNOWN) return actual === UNKNOWN ? null : (actual ?? null);
  if (!hasUnknown(planned)) return planned;
  if (Array.isArray(planned)) {
    if (!Array.isArray(actual) || actual.length !== planned.length) return actual ?? null;
    return planned.map((item, index) => settle(item, actual[index]));
  }
  const record = actual as PlainObject | null | undefined;
  return Object.fromEntries(
    Object.entries(planned as PlainObject).map(([name, value]) => [name, settle(value, record?.[name])]),
  );
}

function hasUnknown(value: Plain): boolean {
  if (value === UNKNOWN) return true;
  if (value === null || typeof value !== "object") return false;
  return Object.values(value).some(hasUnknown);
}
