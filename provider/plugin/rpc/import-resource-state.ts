import { Value } from "../../../engine/values/index.js";
import { wireDiagnostics } from "../convert/diagnostics.js";
import { wirePrivate, wireValue } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const importResourceState: Rpc<"ImportResourceState"> = {
  async handle(session, { typeName, id, clientCapabilities }) {
    const wanted = session.resourceType(typeName);
    const { deferred } = session.deferred(clientCapabilities);
    if (deferred) {
      const state = wireValue(Value.unknown(wanted), wanted);
      return { importedResources: [{ typeName, state }], diagnostics: [], deferred };
    }
    const answer = await session.provider.importResource(typeName, id);
    return {
      importedResources: answer.resources.map(({ type, state, private: priv }) => ({
        typeName: type,
        state: wireValue(state, session.resourceType(type)),
        ...wirePrivate(priv),
      })),
      diagnostics: wireDiagnostics(answer.diagnostics),
    };
  },
};
