import { Value } from "../../../engine/values/index.js";
import { decoded, wireDiagnostics, wireValue } from "../wire/convert.js";
import type { Rpc } from "../wire/session.js";

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
