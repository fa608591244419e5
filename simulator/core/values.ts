/** Types of attribute values, and the check of a value that a client sent. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** The type of an attribute's value. */
export type ValueType =
  | "string"
  | "boolean"
  | "number"
  | "integer"
  /** ISO 8601 in the API, milliseconds since the epoch in an entity. */
  | "date-time"
  /** Any JSON object. */
  | "object"
  | "any"
  | { readonly enum: readonly string[] }
  | { readonly array: ValueType }
  /** An object with known members; others are kept as they are. */
  | { readonly object: Readonly<Record<string, Member>> };

/** A member of an object that is an attribute's value. */
export interface Member {
  readonly type: ValueType;
  readonly nullable?: boolean;
  readonly required?: boolean;
}

/** Limits of a value; lengths are in characters, of lists in items. */
export interface Limits {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** The text when a string is shorter than `minLength` and blank. */
  readonly emptyText?: string;
}

/** A string without a limit of its own stops here, so that one attribute cannot fill the store. */
const LONGEST_STRING = 65_536;
const MOST_ITEMS = 1_000;

/** What is wrong with a value, as a sentence, or null when nothing is. Nulls are the caller's business. */
export function faultOf(value: unknown, type: ValueType, limits: Limits = {}): string | null {
  if (typeof type === "object") {
    if ("enum" in type) return faultOfEnum(value, type.enum);
    if ("array" in type) return faultOfArray(value, type.array, limits);
    return faultOfObject(value, type.object);
  }
  switch (type) {
    case "string":
      return typeof value === "string" ? faultOfString(value, limits) : "Value must be a string.";
    case "boolean":
      return typeof value === "boolean" ? null : "Value must be a boolean.";
    case "number":
    case "integer":
      return faultOfNumber(value, type, limits);
    case "date-time":
      return typeof value === "string" && !Number.isNaN(Date.parse(value))
        ? null
        : "Value must be a date and time in ISO 8601, like 2030-01-31T12:00:00Z.";
    case "object":
      return isObject(value) ? null : "Value must be an object.";
    case "any":
      return null;
  }
}

/** Whether a JSON value is an object, and neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function faultOfString(value: string, { minLength = 0, maxLength = LONGEST_STRING, emptyText }: Limits) {
  if (minLength > 0 && value.trim().length === 0) return emptyText ?? "Value cannot be empty.";
  if (value.length < minLength) return `Value must have at least ${minLength} characters.`;
  if (value.length > maxLength)
    return `Value must have at most ${maxLength} characters; it has ${value.length}.`;
  return null;
}

function faultOfNumber(value: unknown, type: "number" | "integer", { min, max }: Limits) {
  if (typeof value !== "number")
    return type === "integer" ? "Value must be an integer." : "Value must be a number.";
  if (type === "integer" && !Number.isInteger(value)) return "Value must be an integer.";
  if (min !== undefined && value < min) return `Value must be at least ${min}.`;
  if (max !== undefined && value > max) return `Value must be at most ${max}.`;
  return null;
}

function faultOfEnum(value: unknown, allowed: readonly string[]) {
  return typeof value === "string" && allowed.includes(value)
    ? null
    : `Value must be one of: ${allowed.map((item) => `'${item}'`).join(", ")}.`;
}

function faultOfArray(value: unknown, element: ValueType, { maxLength = MOST_ITEMS }: Limits) {
  if (!Array.isArray(value)) return "Value must be a list.";
  if (value.length > maxLength) return `Value must have at most ${maxLength} items; it has ${value.length}.`;
  for (const [index, item] of value.entries()) {
    const fault = faultOf(item, element);
    if (fault !== null) return `Item ${index}: ${fault}`;
  }
  return null;
}

function faultOfObject(value: unknown, members: Readonly<Record<string, Member>>) {
  if (!isObject(value)) return "Value must be an object.";
  for (const [name, member] of Object.entries(members)) {
    const item = value[name];
    if (item === undefined || item === null) {
      if (member.required && (item === undefined || !member.nullable)) return `'${name}' is required.`;
      if (item === null && !member.nullable) return `'${name}' cannot be null.`;
      continue;
    }
    const fault = faultOf(item, member.type);
    if (fault !== null) return `'${name}': ${fault}`;
  }
  return null;
}
