import { conflict } from "../core/errors.js";
import { isObject, type Json } from "../core/values.js";

const SECRET = "(sensitive value)";

/** Texts and numbers in a value. */
function leavesOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (isObject(value)) return Object.values(value).flatMap(leavesOf);
  return typeof value === "number" || (typeof value === "string" && value !== "") ? [value] : [];
}

/**
 * Replaces the sensitive parts of a value, and notes them in `secrets`. `marks` is `true` for the whole value, or has marks for its
 * parts.
 */
function redact(value: Json | undefined, marks: Json | undefined, secrets: Set<Json>): Json {
  if (value === undefined || value === null) return null;
  if (marks === true) {
    for (const leaf of leavesOf(value)) secrets.add(leaf);
    return SECRET;
  }
  if (Array.isArray(value) && Array.isArray(marks))
    return value.map((item, i) => redact(item, marks[i], secrets));
  if (isObject(value) && isObject(marks))
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, redact(item, marks[name], secrets)]),
    );
  return value;
}

/** The objects of a plan that have values, each with the member that marks sensitive ones. */
const PAIRS: readonly (readonly [value: string, marks: string])[] = [
  ["before", "before_sensitive"],
  ["after", "after_sensitive"],
  ["values", "sensitive_values"],
  ["value", "sensitive"],
];

function sanitize(value: Json, secrets: Set<Json>): Json {
  if (Array.isArray(value)) return value.map((item) => sanitize(item, secrets));
  if (!isObject(value)) return value;
  const redacted: Record<string, Json> = Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, sanitize(item, secrets)]),
  );
  for (const [name, marks] of PAIRS)
    if (name in redacted && marks in value) redacted[name] = redact(value[name], value[marks], secrets);
  return redacted;
}

/** The members of a configuration that have values of it as they are written. */
const WRITTEN = ["constant_value", "default"];

/** A configuration without what is sensitive in the plan, is in a block that says so (`isSecret`), or configures a provider. */
function withoutSecrets(configuration: Json, secrets: ReadonlySet<Json>, isSecret = false): Json {
  const hidden = (value: Json): Json => {
    if (secrets.has(value)) return SECRET;
    if (Array.isArray(value)) return value.map(hidden);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hidden(item)]));
  };
  if (Array.isArray(configuration))
    return configuration.map((item) => withoutSecrets(item, secrets, isSecret));
  if (!isObject(configuration)) return configuration;
  const isSecretHere = isSecret || configuration.sensitive === true;
  return Object.fromEntries(
    Object.entries(configuration).map(([name, item]) => {
      if (!WRITTEN.includes(name))
        return [name, withoutSecrets(item, secrets, isSecretHere || name === "provider_config")];
      return [name, isSecretHere ? SECRET : hidden(item)];
    }),
  );
}

/**
 * A plan as `show -json` prints it, without sensitive values and values of variables. @throws ApiError 409 if the agent's plan is
 * not valid
 */
export function sanitizedPlan(text: string): string {
  try {
    const secrets = new Set<Json>();
    const plan = sanitize(JSON.parse(text) as Json, secrets);
    if (isObject(plan)) {
      const { variables: _variables, configuration, ...rest } = plan as Readonly<Record<string, Json>>;
      if (configuration === undefined) return JSON.stringify(rest);
      return JSON.stringify({ ...rest, configuration: withoutSecrets(configuration, secrets) });
    }
  } catch {
    // It is not JSON, or nested deeper than any plan: refused below.
  }
  throw conflict("What the agent sent as the JSON of this plan is not a plan in JSON. Queue the run again.");
}
