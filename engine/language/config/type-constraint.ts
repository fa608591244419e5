import {
  BOOL,
  ConversionError,
  convert,
  DYNAMIC,
  listOf,
  mapOf,
  NUMBER,
  objectOf,
  STRING,
  setOf,
  type Type,
  tupleOf,
} from "../../values/index.js";
import { NativeExpression } from "../native/expression.js";
import { type Node, nameAlone } from "../syntax/ast.js";
import type { ConfigurationBuilder } from "./builder.js";
import type { Defaults } from "./defaults.js";

export interface Constraint {
  readonly type: Type;
  readonly defaults?: Defaults;
}

const INVALID = "Invalid type specification";
const PRIMITIVES: ReadonlyMap<string, Type> = new Map<string, Type>([
  ["string", STRING],
  ["number", NUMBER],
  ["bool", BOOL],
  ["any", DYNAMIC],
]);
const COLLECTIONS = { list: listOf, set: setOf, map: mapOf } as const;

/** A type as a variable declares it, such as `list(object({ a = optional(string, "x") }))`. Null: noted as an error. */
export function readConstraint(node: Node, builder: ConfigurationBuilder): Constraint | null {
  const fail = (detail: string, at = node.span) => {
    builder.error(INVALID, detail, at);
    return null;
  };
  const word = nameAlone(node);
  if (word !== undefined) {
    const primitive = PRIMITIVES.get(word);
    if (primitive) return { type: primitive };
    if (word === "list" || word === "set" || word === "map") {
      return fail(`The ${word} type constructor requires one argument specifying the element type.`);
    }
    if (word === "object") {
      return fail(
        "The object type constructor requires one argument specifying the attribute types and values as a map.",
      );
    }
    if (word === "tuple") {
      return fail("The tuple type constructor requires one argument specifying the element types as a list.");
    }
    return fail(`The keyword ${JSON.stringify(word)} is not a valid type specification.`);
  }
  if (node.kind !== "call") {
    return fail(
      "A type specification is either a primitive type keyword (bool, number, string), complex type constructor call, like list(string), or any.",
    );
  }
  const { name, args } = node;
  if (PRIMITIVES.has(name))
    return fail(`Primitive type keyword ${JSON.stringify(name)} does not expect arguments.`);
  const [arg, extra] = args;
  if (name === "optional") {
    return fail('Keyword "optional" is valid only as a modifier for object type attributes.', node.nameSpan);
  }
  if (name === "list" || name === "set" || name === "map") {
    if (!arg || extra)
      return fail(`The ${name} type constructor requires one argument specifying the element type.`);
    const element = readConstraint(arg, builder);
    if (!element) return null;
    return {
      type: COLLECTIONS[name](element.type),
      ...(element.defaults && { defaults: { values: new Map(), every: element.defaults, parts: new Map() } }),
    };
  }
  if (name === "object") {
    if (arg?.kind !== "object" || extra) {
      return fail(
        "Object type constructor requires a map whose keys are attribute names and whose values are the corresponding attribute types.",
      );
    }
    return readObject(arg, builder);
  }
  if (name === "tuple") {
    if (arg?.kind !== "tuple" || extra)
      return fail("Tuple type constructor requires a list of element types.");
    return readTuple(arg, builder);
  }
  return fail(`Keyword ${JSON.stringify(name)} is not a valid type constructor.`);
}

function readTuple(node: Node & { kind: "tuple" }, builder: ConfigurationBuilder): Constraint | null {
  const types: Type[] = [];
  const parts = new Map<string | number, Defaults>();
  for (const [i, item] of node.items.entries()) {
    const element = readConstraint(item, builder);
    if (!element) return null;
    types.push(element.type);
    if (element.defaults) parts.set(i, element.defaults);
  }
  return { type: tupleOf(types), ...(parts.size > 0 && { defaults: { values: new Map(), parts } }) };
}

function readObject(node: Node & { kind: "object" }, builder: ConfigurationBuilder): Constraint | null {
  const attributes: Record<string, Type> = Object.create(null);
  const optional = new Set<string>();
  const values: Defaults["values"] extends ReadonlyMap<infer K, infer V> ? Map<K, V> : never = new Map();
  const parts = new Map<string | number, Defaults>();
  for (const { key, value } of node.items) {
    const name = nameAlone(key);
    if (name === undefined) {
      builder.error(INVALID, "Object constructor map keys must be attribute names.", key.span);
      return null;
    }
    let inner = value;
    let given: Node | undefined;
    if (value.kind === "call" && value.name === "optional") {
      const [type, defaultValue, extra] = value.args;
      if (!type || extra) {
        const detail = type
          ? "The optional attribute modifier expects at most two arguments: the attribute type, and a default value."
          : "The optional attribute modifier requires the attribute type as its argument.";
        builder.error(INVALID, detail, value.span);
        return null;
      }
      optional.add(name);
      inner = type;
      given = defaultValue;
    }
    const attribute = readConstraint(inner, builder);
    if (!attribute) return null;
    attributes[name] = attribute.type;
    if (attribute.defaults) parts.set(name, attribute.defaults);
    if (given) {
      const value = builder.static(new NativeExpression(given));
      if (!value) return null;
      try {
        values.set(name, convert(value, attribute.type));
      } catch (e) {
        if (!(e instanceof ConversionError)) throw e;
        builder.error(
          "Invalid default value for optional attribute",
          `This default value is not compatible with the attribute's type constraint: ${e.message}.`,
          given.span,
        );
        return null;
      }
    }
  }
  const type = objectOf(attributes, optional);
  return { type, ...(values.size + parts.size > 0 && { defaults: { values, parts } }) };
}
