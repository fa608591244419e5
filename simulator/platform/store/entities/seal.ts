import { InvalidEntityError } from "./errors.js";

/**
 * Freezes a JSON value with all of its parts, because a snapshot is written while work continues. Rejects
 * values that would read back differently from disk. Frozen parts were sealed before.
 */
export function seal<V>(value: V, path: string): V {
  switch (typeof value) {
    case "object":
      if (value !== null && !Object.isFrozen(value)) sealObject(value, path);
      return value;
    case "number":
      if (!Number.isFinite(value)) throw new InvalidEntityError(path, `is ${value}`);
      return value;
    case "string":
    case "boolean":
    case "undefined":
      return value;
    default:
      throw new InvalidEntityError(path, `is a ${typeof value}`);
  }
}

function sealObject(value: object, path: string): void {
  // Freezing before descending makes a cycle end; it is then reported when the value is written as JSON.
  Object.freeze(value);
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      if (item === undefined) throw new InvalidEntityError(`${path}[${i}]`, "is undefined");
      seal(item, `${path}[${i}]`);
    }
    return;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new InvalidEntityError(path, `is a ${prototype.constructor?.name ?? "class instance"}`);
  const items = Object.values(value);
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    // A start seals millions of fields: the way to one is spelled out where it may be needed.
    if (typeof item === "string" || typeof item === "boolean" || item === null || Number.isFinite(item))
      continue;
    seal(item, `${path}.${Object.keys(value)[i]}`);
  }
}
