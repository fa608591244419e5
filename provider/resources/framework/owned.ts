import type { Private } from "../../../engine/provider.js";
import type { BlockDefinition, PlainObject } from "./definition.js";
import type { Owned } from "./plan.js";

/**
 * The private bytes beside a resource's state: which linkable attributes its own configuration set. They are what tells
 * "no longer configured" (goes back) from "never configured" (a link of another stack may have set it).
 */
export function privateOf(block: BlockDefinition, config: PlainObject): Private {
  const linkable = Object.entries(block.attributes).filter(([, definition]) => definition.linkable);
  if (linkable.length === 0) return null;
  const owned = linkable.map(([name]) => name).filter((name) => (config[name] ?? null) !== null);
  return Buffer.from(JSON.stringify({ owned }));
}

/** Bytes of another origin, such as an import or another provider's state, own nothing. */
export function ownedIn(bytes: Private): Owned {
  if (bytes === null || bytes.length === 0) return new Set();
  try {
    const { owned } = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return new Set(Array.isArray(owned) ? owned.filter((name) => typeof name === "string") : []);
  } catch {
    return new Set();
  }
}
