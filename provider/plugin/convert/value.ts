import type { Private } from "../../../engine/provider.js";
import { parseJson } from "../../../engine/state/json.js";
import { fromJson, type Type, Value } from "../../../engine/values/index.js";
import { fromMsgpack, toMsgpack } from "../../../engine/values/msgpack/index.js";
import type { WireValue } from "../wire/wire.js";

/** An absent value is null. @throws ConversionError for one that is not of the type */
export function decoded(wire: WireValue | null | undefined, type: Type): Value {
  if (wire?.msgpack?.length) return fromMsgpack(wire.msgpack, type);
  if (wire?.json?.length) return fromJson(parseJson(Buffer.from(wire.json).toString()), type);
  return Value.null(type);
}

/** A value as the plugin protocol sends it: MessagePack of its type. */
export function wireValue(value: Value, type: Type): WireValue {
  return { msgpack: toMsgpack(value, type) };
}

/** What a provider keeps beside a state; the protocol sends nothing as no bytes. */
export function privateOf(bytes: Uint8Array | undefined): Private {
  return bytes?.length ? bytes : null;
}

/** What a provider keeps beside a state, as the protocol sends it. */
export function wirePrivate(priv: Private): { private?: Uint8Array } {
  return priv ? { private: priv } : {};
}
