import type {
  Attribute,
  Block,
  Diagnostic,
  NestedBlock,
  Path,
  Private,
  ProviderFunction,
  ProviderSchema,
  Schema,
} from "../../../engine/provider.js";
import { parseJson } from "../../../engine/values/exact-json.js";
import { fromJson, type Type, typeToJson, Value } from "../../../engine/values/index.js";
import { fromMsgpack, toMsgpack } from "../../../engine/values/msgpack/index.js";
import type { WireDiagnostic, WirePath, WireStep, WireValue } from "./wire.js";

/** The protocol has no step into a set: the path ends at the set then. */
export function wirePath(path: Path): WirePath {
  const steps: WireStep[] = [];
  for (const step of path) {
    if ("element" in step) break;
    if ("attribute" in step) steps.push({ attributeName: step.attribute });
    else if (typeof step.index === "number") steps.push({ elementKeyInt: step.index });
    else steps.push({ elementKeyString: step.index });
  }
  return { steps };
}

/** Diagnostics as the plugin protocol sends them. */
export function wireDiagnostics(diagnostics: readonly Diagnostic[]): WireDiagnostic[] {
  return diagnostics.map(({ severity, summary, detail, attribute }) => ({
    severity: severity === "error" ? "ERROR" : "WARNING",
    summary,
    detail: detail ?? "",
    ...(attribute && attribute.length > 0 && { attribute: wirePath(attribute) }),
  }));
}

/** A single error of the plugin protocol. */
export function wireError(summary: string, detail: string): WireDiagnostic {
  return { severity: "ERROR", summary, detail };
}

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

/** The private data of a provider beside a state; the protocol sends none as no bytes. */
export function privateOf(bytes: Uint8Array | undefined): Private {
  return bytes?.length ? bytes : null;
}

/** The private data of a provider beside a state, in the form of the protocol. */
export function wirePrivate(priv: Private): { private?: Uint8Array } {
  return priv ? { private: priv } : {};
}

/** A schema as the protocol has it. */
export function wireSchema({ version, block }: Schema): object {
  return { version, block: wireBlock(block) };
}

/** Schemas by type, as the plugin protocol sends them. */
export function wireSchemas(schemas: Readonly<Record<string, Schema>>): Record<string, object> {
  return Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, wireSchema(schema)]));
}

function wireBlock(block: Block): object {
  return {
    attributes: Object.entries(block.attributes).map(([name, one]) => wireAttribute(name, one)),
    blockTypes: Object.entries(block.blocks ?? {}).map(([name, one]) => wireNested(name, one)),
    ...described(block),
  };
}

function wireAttribute(name: string, attribute: Attribute): object {
  const { type, required, optional, computed, sensitive, writeOnly } = attribute;
  return {
    name,
    type: Buffer.from(JSON.stringify(typeToJson(type))),
    required,
    optional,
    computed,
    sensitive,
    writeOnly,
    ...described(attribute),
  };
}

function wireNested(typeName: string, { nesting, block, minItems, maxItems }: NestedBlock): object {
  return { typeName, nesting: nesting.toUpperCase(), block: wireBlock(block), minItems, maxItems };
}

function described({ description, deprecated }: { description?: string; deprecated?: string }): object {
  return {
    ...(description !== undefined && { description, descriptionKind: "PLAIN" }),
    ...(deprecated !== undefined && { deprecated: true, deprecationMessage: deprecated }),
  };
}

const wireType = (type: Type) => Buffer.from(JSON.stringify(typeToJson(type)));

/** Functions as the protocol has them. Hosts deal with unknown arguments themselves. */
export function wireFunctions(functions: ProviderSchema["functions"]): Record<string, object> {
  return Object.fromEntries(Object.entries(functions ?? {}).map(([name, one]) => [name, wireFunction(one)]));
}

function wireFunction({ summary, description, parameters, returns }: ProviderFunction): object {
  return {
    parameters: parameters.map(({ name, type, nullable, description }) => ({
      name,
      type: wireType(type),
      allowNullValue: nullable ?? false,
      description,
      descriptionKind: "PLAIN",
    })),
    return: { type: wireType(returns) },
    summary,
    description,
    descriptionKind: "PLAIN",
  };
}
