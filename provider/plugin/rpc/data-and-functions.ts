import { Value } from "../../../engine/values/index.js";
import { decoded, wireDiagnostics, wireFunctions, wireValue } from "../wire/convert.js";
import { HostError, type Rpc, type Session } from "../wire/session.js";

export const validateDataResourceConfig: Rpc<"ValidateDataResourceConfig"> = {
  handle(session, { typeName, config }) {
    const given = decoded(config, session.dataSourceType(typeName));
    return { diagnostics: wireDiagnostics(session.provider.validateDataSource(typeName, given)) };
  },
};

export const readDataSource: Rpc<"ReadDataSource"> = {
  async handle(session, { typeName, config, clientCapabilities }) {
    const type = session.dataSourceType(typeName);
    const { deferred } = session.deferred(clientCapabilities);
    if (deferred) return { state: wireValue(Value.unknown(type), type), diagnostics: [], deferred };
    const answer = await session.provider.readDataSource(typeName, decoded(config, type));
    return { state: wireValue(answer.state, type), diagnostics: wireDiagnostics(answer.diagnostics) };
  },
};

/** The schema names no ephemeral resource, so a host that asks for one is told so. */
function noEphemeralResource(_session: Session, { typeName }: { readonly typeName: string }): never {
  throw new HostError(`The provider has no ephemeral resource ${JSON.stringify(typeName)}.`);
}

export const validateEphemeralResourceConfig: Rpc<"ValidateEphemeralResourceConfig"> = {
  handle: noEphemeralResource,
};

export const openEphemeralResource: Rpc<"OpenEphemeralResource"> = { handle: noEphemeralResource };

export const renewEphemeralResource: Rpc<"RenewEphemeralResource"> = { handle: noEphemeralResource };

export const closeEphemeralResource: Rpc<"CloseEphemeralResource"> = { handle: noEphemeralResource };

export const getFunctions: Rpc<"GetFunctions"> = {
  handle: ({ provider }) => ({ functions: wireFunctions(provider.schema.functions), diagnostics: [] }),
};

export const callFunction: Rpc<"CallFunction"> = {
  handle({ provider }, { name, arguments: given = [] }) {
    const { functions = {} } = provider.schema;
    if (!Object.hasOwn(functions, name) || !provider.callFunction)
      return { error: { text: `The provider has no function ${JSON.stringify(name)}.` } };
    const { parameters, returns } = functions[name]!;
    if (given.length !== parameters.length)
      return { error: { text: `${name} takes ${parameters.length} arguments, not ${given.length}.` } };
    const answer = provider.callFunction(
      name,
      parameters.map(({ type }, at) => decoded(given[at], type)),
    );
    if ("result" in answer) return { result: wireValue(answer.result, returns) };
    const { text, argument } = answer.error;
    return { error: { text, ...(argument !== undefined && { functionArgument: argument }) } };
  },
};
