/** The planned state of a resource, from its configuration and its prior state. */
import type { Path } from "../../../engine/provider.js";
import { blockType } from "../../../engine/provider.js";
import { fromPlain, type Plain, type Type, UNKNOWN } from "../../../engine/values/index.js";
import type {
  AttributeDefinition,
  BlockDefinition,
  InnerDefinition,
  ManagedResource,
  PlainObject,
} from "./definition.js";
import { blockOf } from "./schema.js";

/** Attributes that this resource's configuration set itself, so that removing them from it means something. */
export type Owned = ReadonlySet<string>;

export interface Planned {
  readonly planned: PlainObject;
  readonly requiresReplace: readonly Path[];
}

/** The planned object: configured values, and for all others the state's value, the default or unknown. */
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
    planned[name] = planNested(nested, config[name] ?? null, prior ? (prior[name] ?? null) : undefined);
  }
  resource.plan?.(planned, { config, prior });
  if (prior) followChanges(resource.block, planned, prior);
  return { planned, requiresReplace: prior ? replacements(resource.block, planned, prior) : [] };
}

/** `prior` is undefined at creation. */
function planAttribute(
  definition: AttributeDefinition,
  config: Plain,
  prior: Plain | undefined,
  owned: boolean,
): Plain {
  if (definition.writeOnly) return null;
  if (config !== null) return config;
  if (definition.default !== undefined)
    return isNothing(prior) && isNothing(definition.default) ? prior : definition.default;
  if (prior === undefined || owned) return initially(definition);
  return definition.computed ? prior : null;
}

/**
 * Null, an empty text and an empty list mean the same where nothing is configured; states of other providers and versions have
 * one where this one has another.
 */
export function isNothing(value: Plain | undefined): value is null | "" | [] {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function initially(definition: AttributeDefinition): Plain {
  if (definition.initial !== undefined) return definition.initial;
  return definition.computed && !definition.linkable ? UNKNOWN : null;
}

/** An attribute that follows from others is unknown while one of them changes. */
function followChanges(block: BlockDefinition, planned: PlainObject, prior: PlainObject): void {
  const types = blockType(blockOf(block)).attributes;
  const following = Object.keys(block.attributes).filter((name) => block.attributes[name]!.follows);
  if (following.length === 0) return;
  const changed = Object.entries(types).some(
    ([name, type]) => !following.includes(name) && !same(type, planned[name] ?? null, prior[name] ?? null),
  );
  if (changed) for (const name of following) planned[name] = UNKNOWN;
}

/**
 * A list's items keep what the API chose at the same place. A set's items have no place: they start again, or stay as they are
 * when nothing but the form of nothing would change.
 */
function planNested(nested: InnerDefinition, config: Plain, prior: Plain | undefined): Plain {
  if (nested.nesting === "single") return planItem(nested, config, prior);
  if (!Array.isArray(config)) return config ?? [];
  const before = Array.isArray(prior) ? prior : [];
  if (nested.nesting === "list") return config.map((item, index) => planItem(nested, item, before[index]));
  return config.map((item) => {
    const planned = planItem(nested, item, undefined);
    return before.find((one) => isAlike(one, planned)) ?? planned;
  });
}

/** Whether two values are equal, apart from different forms of nothing. */
function isAlike(one: Plain | undefined, other: Plain | undefined): boolean {
  if (isNothing(one ?? null) && isNothing(other ?? null)) return true;
  if (one === null || other === null || typeof one !== "object" || typeof other !== "object")
    return one === other;
  const [left, right] = [one as PlainObject, other as PlainObject];
  return Object.keys({ ...left, ...right }).every((name) => isAlike(left[name], right[name]));
}

function planItem(nested: InnerDefinition, item: Plain, prior: Plain | undefined): Plain {
  if (!isObject(item)) return item;
  const before = isObject(prior) ? prior : undefined;
  const attributes = Object.entries(nested.attributes).map(([name, definition]) => [
    name,
    planAttribute(definition, item[name] ?? null, before ? (before[name] ?? null) : undefined, false),
  ]);
  const blocks = Object.entries(nested.blocks ?? {}).map(([name, inner]) => [
    name,
    planNested(inner, item[name] ?? null, before?.[name]),
  ]);
  return Object.fromEntries([...attributes, ...blocks]);
}

function isObject(plain: Plain | undefined): plain is PlainObject {
  return plain !== null && typeof plain === "object" && !Array.isArray(plain);
}

function replacements(
  block: Pick<InnerDefinition, "attributes" | "blocks">,
  planned: PlainObject,
  prior: PlainObject,
): Path[] {
  const own = Object.entries(block.attributes)
    .filter(
      ([name, definition]) =>
        definition.replace && !same(definition.type, planned[name] ?? null, prior[name] ?? null),
    )
    .map(([name]): Path => [{ attribute: name }]);
  const nested = Object.entries(block.blocks ?? {}).flatMap(([name, definition]) =>
    replacementsIn(name, definition, planned[name] ?? null, prior[name] ?? null),
  );
  return [...own, ...nested];
}

/** Items of a list are compared by position. An added or removed item changes everything in it. */
function replacementsIn(name: string, nested: InnerDefinition, planned: Plain, prior: Plain): Path[] {
  if (nested.nesting !== "list" || !Array.isArray(planned) || !Array.isArray(prior)) return [];
  if (planned.length !== prior.length)
    return Object.values(nested.attributes).some((one) => one.replace) ? [[{ attribute: name }]] : [];
  return planned.flatMap((item, index) => {
    const before = prior[index];
    if (!isObject(item) || !isObject(before)) return [];
    return replacements(nested, item, before).map((path) => [{ attribute: name }, { index }, ...path]);
  });
}

/** Equal as values of the type: the order of a set does not matter. */
export function same(type: Type, a: Plain, b: Plain): boolean {
  return fromPlain(a, type).equals(fromPlain(b, type));
}

/** Fills unknown values of the plan from the API's answer; all others stay as planned. */
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
