/**
 * Resources as tables of attributes with their plan rules, which follow the framework of the real providers: defaults, which
 * changes replace the resource, and which values stay.
 */
import type { Diagnostic, PlanRequest, PlanResponse } from "../../interfaces/provider.js";
import type { Attribute } from "../../interfaces/schema.js";
import { mapOf, STRING, Value } from "../../values/index.js";
import type { LocalResource } from "./local.js";

/** An attribute, and how a plan treats it. */
export interface PlannedAttribute extends Attribute {
  /** The default value. */
  readonly default?: Value;
  /** Whether a change replaces the resource. A function gets the values of plan and state. */
  readonly replaces?: true | ((planned: Value, prior: Value) => boolean);
  /** Computed once; later plans read it from the state. */
  readonly keeps?: true;
}

export interface TableResource extends Omit<LocalResource, "schema" | "plan"> {
  /** The version of states. Default 0. */
  readonly version?: number;
  readonly description: string;
  readonly attributes: Readonly<Record<string, PlannedAttribute>>;
  /** Changes the planned attributes, before the plan decides whether to replace the resource. */
  modify?(planned: Value, request: PlanRequest): Value;
}

export function tableResource(table: TableResource): LocalResource {
  const { version = 0, description, attributes, modify, ...rest } = table;
  const schema = Object.fromEntries(
    Object.entries(attributes).map(([name, { default: _, replaces, keeps, ...attribute }]) => [
      name,
      attribute,
    ]),
  );
  return {
    ...rest,
    schema: { version, block: { description, attributes: schema } },
    plan: (request) => planTable(attributes, modify, request),
  };
}

function planTable(
  attributes: TableResource["attributes"],
  modify: TableResource["modify"],
  request: PlanRequest,
): PlanResponse {
  const { prior, proposed, config, priorPrivate } = request;
  const each = (change: (name: string, value: Value) => Value) => (object: Value) =>
    Value.object(object.entries().map(([name, value]) => [name, change(name, value)]));
  const given = each((name, value) => {
    const { default: fallback } = attributes[name]!;
    return fallback && config.attr(name).isNull ? fallback : value;
  })(proposed);
  const isNew = prior.isNull;
  const changed = isNew || !given.equals(prior);
  let planned = each((name, value) => {
    const { computed, default: fallback, keeps } = attributes[name]!;
    if (!changed || !computed || fallback || !config.attr(name).isNull) return value;
    return keeps && !isNew && !prior.attr(name).isNull ? prior.attr(name) : Value.unknown(value.type);
  })(given);
  planned = modify?.(planned, request) ?? planned;
  const requiresReplace = isNew
    ? []
    : Object.entries(attributes)
        .filter(([name, { replaces }]) => {
          const [now, before] = [planned.attr(name), prior.attr(name)];
          return replaces && !now.equals(before) && (replaces === true || replaces(now, before));
        })
        .map(([name]) => [{ attribute: name }]);
  return { planned, requiresReplace, private: priorPrivate, diagnostics: [] };
}

/** Arbitrary values that replace a resource when they change. Keys without a value count as absent. */
export const keepers = (what: string): PlannedAttribute => ({
  type: mapOf(STRING),
  optional: true,
  description: `Arbitrary values. A change creates a new ${what}.`,
  replaces: (planned, prior) => {
    if (!planned.isKnown) return true;
    const [now, before] = [filled(planned), filled(prior)];
    return now.size !== before.size || [...now].some(([key, value]) => !before.get(key)?.equals(value));
  },
});

const filled = (map: Value): ReadonlyMap<string, Value> =>
  new Map(map.isNull ? [] : map.entries().filter(([, value]) => !value.isNull));

/** The error of an argument with a value that it cannot have. */
export function invalid(attribute: string, detail: string): Diagnostic {
  return { severity: "error", summary: "Invalid Attribute Value", detail, attribute: [{ attribute }] };
}

/** The errors of whole numbers that are known and too small. */
export function atLeast(config: Value, name: string, least: number): Diagnostic[] {
  const value = config.attr(name);
  if (!value.isKnown || value.isNull || value.asNumber() >= least) return [];
  return [invalid(name, `Attribute ${name} value must be at least ${least}, got: ${value.numberText()}`)];
}

/** The value of a text or a number; undefined if it is null. */
export const textOf = (object: Value, name: string): string | undefined =>
  object.attr(name).isNull ? undefined : object.attr(name).asString();
export const numberOf = (object: Value, name: string): number | undefined =>
  object.attr(name).isNull ? undefined : object.attr(name).asNumber();
