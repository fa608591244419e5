import { fromJson, type Json, type Type, type Value } from "../../../engine/values/index.js";

/**
 * A state's JSON as a value of the current type. Attributes that the type does not have are dropped and missing ones are null,
 * so states written by the official provider's other versions are taken over. Throws a ConversionError.
 */
export function stateFromJson(json: unknown, type: Type): Value {
  return fromJson(shaped(json as Json, type), type);
}

function shaped(json: Json, type: Type): Json {
  if (json === null || json === undefined) return null;
  switch (type.kind) {
    case "object": {
      if (typeof json !== "object" || Array.isArray(json)) return json;
      const record = json as Record<string, Json>;
      return Object.fromEntries(
        Object.entries(type.attributes).map(([name, t]) => [
          name,
          shaped(Object.hasOwn(record, name) ? record[name]! : null, t),
        ]),
      ) as Json;
    }
    case "list":
    case "set":
      return Array.isArray(json) ? (json.map((item) => shaped(item as Json, type.element)) as Json) : json;
    default:
      return json;
  }
}
