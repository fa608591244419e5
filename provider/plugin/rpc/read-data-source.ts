import { Value } from "../../../engine/values/index.js";
import { wireDiagnostics } from "../convert/diagnostics.js";
import { decoded, wireValue } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const readDataSource: Rpc<"ReadDataSource"> = {
  async handle(session, { typeName, config, clientCapabilities }) {
    const type = session.dataSourceType(typeName);
    const { deferred } = session.deferred(clientCapabilities);
    if (deferred) return { state: wireValue(Value.unknown(type), type), diagnostics: [], deferred };
    const answer = await session.provider.readDataSource(typeName, decoded(config, type));
    return { state: wireValue(answer.state, type), diagnostics: wireDiagnostics(answer.diagnostics) };
  },
};
