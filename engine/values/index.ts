/** Types and values of OpenTofu's type system: shared by the engine, the plugin and the resources. */

export { ConversionError, convert, reason } from "./convert.js";
export { parseJson, RawNumber, stringifyJson } from "./exact-json.js";
export { fromJson, impliedType, type Json, toJson, typeFromJson, typeToJson } from "./json.js";
export { mismatch } from "./mismatch.js";
export { formatNumber, type Num, parseNumber } from "./number.js";
export { mapAttributes, objectOfType } from "./objects.js";
export type { Path, PathStep } from "./path.js";
export { fromPlain, type Plain, toPlain, UNKNOWN } from "./plain.js";
export type { Bound, Refinement } from "./refinement.js";
export { compareStrings } from "./strings.js";
export { constraintName, typeExpression, typeName } from "./type-names.js";
export * from "./types.js";
export { convertible, unify } from "./unify.js";
export { EPHEMERAL, type Mark, SENSITIVE, Value } from "./value.js";
