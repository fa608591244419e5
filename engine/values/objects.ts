import { layoutOf, type ObjectType, typesEqual } from "./types.js";
import { Value } from "./value.js";

/**
 * An object of a declared type, from the values of its attributes in the type's order. Where all values have the declared types, the
 * object shares `type`, so that objects of one schema are compared by reference and their types are made once.
 */
export function objectOfType(type: ObjectType, values: readonly Value[]): Value {
  const { names, types, sorted, isNormal } = layoutOf(type);
  const isDeclared =
    isNormal && type.optional === undefined && values.every((v, at) => typesEqual(v.type, types[at]!));
  if (!isDeclared) return Value.object(names.map((name, at) => [name, values[at]!]));
  const raw = new Map<string, Value>();
  for (const at of sorted) raw.set(names[at]!, values[at]!);
  return Value.containing(type, raw, values);
}

/** A known object with each attribute replaced, called by sorted name; the same object where none changes. Its marks stay. */
export function mapAttributes(object: Value, change: (v: Value, name: string) => Value): Value {
  const raw = new Map<string, Value>();
  let isChanged = false;
  let hasSameTypes = true;
  for (const [name, before] of object.asMap()) {
    const after = change(before, name);
    isChanged ||= after !== before;
    hasSameTypes &&= typesEqual(after.type, before.type);
    raw.set(name, after);
  }
  if (!isChanged) return object;
  const changed = hasSameTypes ? Value.containing(object.type, raw, raw.values()) : Value.object(raw);
  return changed.withMarks(object.marks);
}
