import {
  BOOL,
  ConversionError,
  DYNAMIC,
  fromJson,
  listOf,
  mapOf,
  NUMBER,
  objectOf,
  STRING,
  setOf,
  type Type,
  toJson,
  tupleOf,
  typeFromJson,
  Value,
} from "../../../engine/values/index.js";
import { fromMsgpack, toMsgpack } from "../../../engine/values/msgpack/index.js";
import type { Chance } from "../chance.js";
import { Find, refuseDefect, type TargetKind } from "../target.js";

const PRIMITIVES: readonly Type[] = [STRING, NUMBER, BOOL];
const NAMES = ["a", "b", "__proto__", "é"];

function typeIn(chance: Chance, depth: number): Type {
  if (depth === 0) return chance.pick(PRIMITIVES);
  switch (chance.below(8)) {
    case 0:
      return listOf(typeIn(chance, depth - 1));
    case 1:
      return setOf(typeIn(chance, depth - 1));
    case 2:
      return mapOf(typeIn(chance, depth - 1));
    case 3:
      return tupleOf(chance.times(3, () => typeIn(chance, depth - 1)));
    case 4:
      return objectOf(
        Object.fromEntries(chance.some(NAMES, 3).map((name) => [name, typeIn(chance, depth - 1)])),
      );
    case 5:
      return DYNAMIC;
    default:
      return chance.pick(PRIMITIVES);
  }
}

function valueIn(chance: Chance, type: Type): Value {
  if (chance.happens(0.07)) return Value.null(type);
  if (chance.happens(0.07)) return Value.unknown(type);
  switch (type.kind) {
    case "string":
      return Value.string(chance.text());
    case "number":
      // Zero has a sign that a set minds and the wire does not have, with OpenTofu too.
      return Value.number(chance.number() + 0);
    case "bool":
      return Value.bool(chance.happens(0.5));
    case "dynamic":
      return valueIn(chance, chance.pick(PRIMITIVES));
    case "list":
    case "set": {
      if (type.element.kind === "dynamic") return Value.null(type);
      return Value[type.kind](
        type.element,
        chance.times(3, () => valueIn(chance, type.element)),
      );
    }
    case "map":
      if (type.element.kind === "dynamic") return Value.null(type);
      return Value.map(
        type.element,
        chance.times(3, () => [chance.text(), valueIn(chance, type.element)] as [string, Value]),
      );
    case "tuple":
      return Value.tuple(type.elements.map((element) => valueIn(chance, element)));
    case "object":
      return Value.object(
        Object.entries(type.attributes).map(([name, attribute]) => [name, valueIn(chance, attribute)]),
      );
  }
}

/** What was encoded is decoded to the same; what was spoilt is refused, or decoded to what can be encoded again. */
export const msgpack: TargetKind = {
  name: "values on the wire",
  share: 20,
  limit: 20_000,
  start: () => ({
    run(chance, note) {
      const type = typeIn(chance, chance.between(0, 3));
      const value = valueIn(chance, type);
      const bytes = toMsgpack(value, type);
      note(`${JSON.stringify(type)} ${bytes.toString("hex")}`);
      const again = fromMsgpack(bytes, type);
      if (!toMsgpack(again, type).equals(bytes)) throw new Find("it reads back as something else");
      const spoilt = chance.mutated(bytes);
      note(`${JSON.stringify(type)} ${spoilt.toString("hex")}`);
      const other = chance.happens(0.2) ? typeIn(chance, 2) : type;
      const read = attempt(() => fromMsgpack(spoilt, other));
      if (
        read !== null &&
        !toMsgpack(fromMsgpack(toMsgpack(read, other), other), other).equals(toMsgpack(read, other))
      )
        throw new Find("what was read does not survive being written");
      const json = chance.nearly({ v: plainJson(value, type) }) as { v?: unknown };
      note(`JSON ${JSON.stringify(json)} as ${JSON.stringify(type)}`);
      attempt(() => fromJson((json as { v?: never })?.v ?? null, type));
      attempt(() => typeFromJson(chance.json() as never));
    },
  }),
};

function plainJson(value: Value, type: Type): unknown {
  try {
    return toJson(value, type);
  } catch (error) {
    refuseDefect(error);
    return null;
  }
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ConversionError)) refuseDefect(error);
    return null;
  }
}
