import type { ProviderFunction, ProviderSchema } from "../../../engine/provider.js";
import { type Type, typeToJson } from "../../../engine/values/index.js";

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
