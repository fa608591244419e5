/**
 * The private bytes beside a resource's state. They have the form that the official provider decodes: a JSON object whose values
 * are Base64 of JSON. Bytes of any other form make it fail when it takes a state over.
 */
import type { Private } from "../../../engine/provider.js";
import type { ManagedResource, PlainObject } from "./definition.js";
import type { Owned } from "./plan.js";

/**
 * What is kept beside the state of a resource configured like this: the linkable attributes that its configuration sets, which
 * tells "no longer configured" (goes back) from "never configured" (a link of another stack may have set it), and what the
 * official provider expects there. Null when that is nothing.
 */
export function privateOf({ block, privateData }: ManagedResource, config: PlainObject): Private {
  const linkable = Object.entries(block.attributes).filter(([, definition]) => definition.linkable);
  const owned = linkable.map(([name]) => name).filter((name) => (config[name] ?? null) !== null);
  const data = { ...(linkable.length > 0 && { owned }), ...privateData?.(config) };
  if (Object.keys(data).length === 0) return null;
  const encoded = Object.entries(data).map(([name, value]) => [name, base64(value)]);
  return Buffer.from(JSON.stringify(Object.fromEntries(encoded)));
}

/** Bytes of another origin, such as an import or another provider's state, claim no attribute. */
export function ownedIn(bytes: Private): Owned {
  const owned = parsed(textOf(bytes), "owned");
  // States of version 0.1.0 have the list itself.
  const list = typeof owned === "string" ? parsed(Buffer.from(owned, "base64").toString("utf8")) : owned;
  return new Set(Array.isArray(list) ? list.filter((name) => typeof name === "string") : []);
}

/** The private values of a state, by name; none for bytes of another origin. */
export function keptIn(bytes: Private): Readonly<Record<string, unknown>> {
  const all = parsed(textOf(bytes));
  if (typeof all !== "object" || all === null || Array.isArray(all)) return {};
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, text]) =>
      typeof text === "string" ? [[name, parsed(Buffer.from(text, "base64").toString("utf8"))]] : [],
    ),
  );
}

const textOf = (bytes: Private): string => (bytes === null ? "null" : Buffer.from(bytes).toString("utf8"));

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64");
}

/** The JSON, or its member; undefined where the text is not JSON or has no such member. */
function parsed(text: string, member?: string): unknown {
  try {
    const json = JSON.parse(text);
    return member === undefined ? json : json?.[member];
  } catch {
    return undefined;
  }
}
