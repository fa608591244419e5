/** A plan in the form that `show` displays without the plan file: without sensitive values, and with schemas. */
import { isObject, type Json } from "../core/values.js";
import { sanitizedPlan } from "./sanitized-plan.js";

type JsonObject = Readonly<Record<string, Json>>;

const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value.filter(isObject) as unknown as readonly JsonObject[]) : [];

/** The members of both objects of a change, before and after. */
function membersOf(change: Json | undefined): readonly string[] {
  if (!isObject(change)) return [];
  return ["before", "after", "after_unknown"].flatMap((side) =>
    isObject(change[side]) ? Object.keys(change[side]) : [],
  );
}

interface Schemas {
  readonly provider: JsonObject;
  readonly resource_schemas: Record<string, JsonObject>;
  readonly data_source_schemas: Record<string, JsonObject>;
}

/**
 * Schemas by provider. Agents send none, so they are derived from the plan itself: every member of an object becomes an attribute
 * of any type, which tofu and terraform display by its value.
 */
function schemasOf(changes: readonly JsonObject[]): Record<string, Schemas> {
  // A name that an agent sends may be `__proto__` too.
  const found: Record<string, Schemas> = Object.create(null);
  const names = new Map<string, Set<string>>();
  for (const { provider_name, mode, type, change } of changes) {
    const [provider, kind] = [String(provider_name), String(type)];
    const key = `${provider} ${mode} ${kind}`;
    const known = names.get(key) ?? new Set();
    names.set(key, known);
    for (const name of membersOf(change)) known.add(name);
    found[provider] ??= {
      provider: { version: 0, block: {} },
      resource_schemas: {},
      data_source_schemas: {},
    };
    const attributes = Object.fromEntries(
      [...known].sort().map((name) => [name, { type: "dynamic", optional: true, computed: true }]),
    );
    const into = mode === "data" ? found[provider].data_source_schemas : found[provider].resource_schemas;
    into[kind] = { version: 0, block: { attributes } };
  }
  return found;
}

/** @param text the plan as `show -json` prints it */
export function redactedPlan(text: string): string {
  const plan = JSON.parse(sanitizedPlan(text)) as JsonObject;
  const [changes, drift] = [listOf(plan.resource_changes), listOf(plan.resource_drift)];
  return JSON.stringify({
    plan_format_version: plan.format_version ?? "1.2",
    output_changes: plan.output_changes ?? {},
    resource_changes: changes,
    resource_drift: drift,
    relevant_attributes: plan.relevant_attributes ?? [],
    provider_format_version: "1.0",
    provider_schemas: schemasOf([...changes, ...drift]),
  });
}
