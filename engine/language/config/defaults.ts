import { Value } from "../../values/index.js";

/** Values for optional attributes that are absent or null. */
export interface Defaults {
  /** Of an object, by attribute. */
  readonly values: ReadonlyMap<string, Value>;
  /** For the parts of an object or tuple. */
  readonly parts: ReadonlyMap<string | number, Defaults>;
  /** For every element of a collection. */
  readonly every?: Defaults;
}

/** The value with defaults filled in, of a type that can be converted to the constraint. */
export function applyDefaults(value: Value, defaults: Defaults): Value {
  if (!value.isKnown || value.isNull) return value;
  const { type } = value;
  const inner = value.unmark();
  switch (type.kind) {
    case "list":
    case "set":
    case "tuple": {
      const items = inner.elements().map((v, i) => {
        const own = defaults.every ?? defaults.parts.get(i);
        return own ? applyDefaults(v, own) : v;
      });
      if (items.length === 0) return value;
      // Elements may have come to differ in type: the conversion that follows brings them together.
      return Value.tuple(items).withMarks(value.marks);
    }
    case "map":
    case "object": {
      const entries = new Map(inner.entries());
      if (defaults.every) {
        for (const [name, v] of entries) entries.set(name, applyDefaults(v, defaults.every));
        return Value.object(entries).withMarks(value.marks);
      }
      for (const [name, fallback] of defaults.values) {
        const given = entries.get(name);
        if (!given || given.isNull) entries.set(name, fallback);
      }
      for (const [name, own] of defaults.parts) {
        const given = entries.get(String(name));
        if (given) entries.set(String(name), applyDefaults(given, own));
      }
      return Value.object(entries).withMarks(value.marks);
    }
    default:
      return value;
  }
}
