import { conflict } from "../core/errors.js";
import { isObject, type Json } from "../core/values.js";

/** Replaces the sensitive parts of a value. `marks` is `true` for the whole value, or has marks for its parts. */
function redact(value: Json | undefined, marks: Json | undefined): Json {
  if (value === undefined || value === null) return null;
  if (marks === true) return "(sensitive value)";
  if (Array.isArray(value) && Array.isArray(marks)) return value.map((item, i) => redact(item, marks[i]));
  if (isObject(value) && isObject(marks))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redact(item, marks[name])]));
  return value;
}

/** The objects of a plan that have values, each with the member that marks sensitive ones. */
const PAIRS: readonly (readonly [value: string, marks: string])[] = [
  ["before", "before_sensitive"],
  ["after", "after_sensitive"],
  ["values", "sensitive_values"],
  ["value", "sensitive"],
];

function sanitize(value: Json): Json {
  if (Array.isArray(value)) return value.map(sanitize);
  if (!isObject(value)) return value;
  const redacted: Record<string, Json> = Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, sanitize(item)]),
  );
  for (const [name, marks] of PAIRS)
    if (name in redacted && marks in value) redacted[name] = redact(value[name], value[marks]);
  return redacted;
}

/**
 * A plan as `show -json` prints it, without sensitive values and values of variables. @throws ApiError 409 if the agent's plan is
 * not valid
 */
export function sanitizedPlan(text: string): string {
  const plan = read(text);
  const { variables: _variables, ...rest } = plan;
  return JSON.stringify(rest);
}

function read(text: string): Readonly<Record<string, Json>> {
  let plan: Json = null;
  try {
    plan = sanitize(JSON.parse(text) as Json);
  } catch {
    // It is not JSON, or nested deeper than any plan: refused below.
  }
  if (isObject(plan)) return plan as Readonly<Record<string, Json>>;
  throw conflict("What the agent sent as the JSON of this plan is not a plan in JSON. Queue the run again.");
}
