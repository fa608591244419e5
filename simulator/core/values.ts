/** Types of attribute values, and the check of values in requests. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A type without parts. */
export type Scalar =
  | "string"
  | "boolean"
  | "number"
  | "integer"
  /** ISO 8601 in the API, milliseconds since the epoch in an entity. */
  | "date-time"
  /** Any JSON object. */
  | "object"
  | "any";

/** The type of an attribute's value. */
export type ValueType =
  | Scalar
  | { readonly enum: readonly string[] }
  | { readonly array: ValueType }
  /** An object with known members. Other members are stored as they are. */
  | { readonly object: Readonly<Record<string, Member>> };

/** A member of an attribute's object value. */
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
  /** The message for a blank string that is shorter than `minLength`. */
  readonly emptyText?: string;
}

/** The limit of strings that declare none, so that one attribute cannot fill the store. */
const LONGEST_STRING = 65_536;
const MOST_ITEMS = 1_000;

/** What is wrong with a value, and where in it: no parts, an index of a list, a member of an object (E3). */
export interface Fault {
  readonly detail: string;
  readonly at: readonly (string | number)[];
}

/** An error of the whole value. */
export const faultText = (detail: string | null): Fault | null =>
  detail === null ? null : { detail, at: [] };

/** What is wrong with a value, or null. The caller handles values that are null. */
export function faultOf(value: unknown, type: ValueType, limits: Limits = {}): Fault | null {
  if (typeof type !== "object") return faultText(faultOfScalar(value, type, limits));
  if ("enum" in type) return faultText(faultOfEnum(value, type.enum));
  if ("array" in type) return faultOfArray(value, type.array, limits);
  return faultOfObject(value, type.object);
}

function faultOfScalar(value: unknown, type: Scalar, limits: Limits): string | null {
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

/**
 * The value without null members of its objects (E15), because a null member counts as absent. Objects with
 * unknown members keep them.
 */
export function withoutNulls(value: unknown, type: ValueType): unknown {
  if (typeof type !== "object" || "enum" in type) return value;
  if ("array" in type)
    return Array.isArray(value) ? value.map((item) => withoutNulls(item, type.array)) : value;
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null)
      .map(([name, item]) => [name, withoutNulls(item, type.object[name]?.type ?? "any")]),
  );
}

/** Whether a JSON value is an object; null and arrays are not. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Control characters, marks that turn the direction of text, and separators of lines. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NOT_IN_NAMES = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
/** Characters that no text may have: NUL, and halves of surrogate pairs, which UTF-8 cannot represent. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for.
const NOT_IN_TEXT = /\u0000|\p{Cs}/u;

/** What is wrong with a text that is shown as a name on one line, or null. */
export function faultOfName(value: string): string | null {
  const [found] = NOT_IN_TEXT.exec(value) ?? NOT_IN_NAMES.exec(value) ?? [];
  if (found === undefined) return null;
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `Value must be a single line without control characters; it has U+${code}.`;
}

function faultOfString(value: string, { minLength = 0, maxLength = LONGEST_STRING, emptyText }: Limits) {
  if (NOT_IN_TEXT.test(value)) return "Value must be text: it has a NUL or half of a character.";
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

function faultOfArray(value: unknown, element: ValueType, { maxLength = MOST_ITEMS }: Limits): Fault | null {
  if (!Array.isArray(value)) return faultText("Value must be a list.");
  if (value.length > maxLength)
    return faultText(`Value must have at most ${maxLength} items; it has ${value.length}.`);
  for (const [index, item] of value.entries()) {
    const fault = faultOf(item, element);
    if (fault !== null) return { detail: `Item ${index}: ${fault.detail}`, at: [index, ...fault.at] };
  }
  return null;
}

function faultOfObject(value: unknown, members: Readonly<Record<string, Member>>): Fault | null {
  if (!isObject(value)) return faultText("Value must be an object.");
  for (const [name, member] of Object.entries(members)) {
    const item = value[name];
    if (item === undefined || item === null) {
      if (member.required) return { detail: `'${name}' is required.`, at: [name] };
      continue;
    }
    const fault = faultOf(item, member.type);
    if (fault !== null) return { detail: `'${name}': ${fault.detail}`, at: [name, ...fault.at] };
  }
  return null;
}
