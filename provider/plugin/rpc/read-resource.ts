import { wireDiagnostics } from "../convert/diagnostics.js";
import { decoded, privateOf, wirePrivate, wireValue } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const readResource: Rpc<"ReadResource"> = {
  async handle(session, request) {
    const { typeName, currentState, clientCapabilities } = request;
    const type = session.resourceType(typeName);
    const { deferred } = session.deferred(clientCapabilities);
    if (deferred) return { newState: currentState, private: request.private, diagnostics: [], deferred };
    const answer = await session.provider.readResource(
      typeName,
      decoded(currentState, type),
      privateOf(request.private),
    );
    return {
      newState: wireValue(answer.state, type),
      ...wirePrivate(answer.private),
      diagnostics: wireDiagnostics(answer.diagnostics),
    };
  },

  kept: ({ currentState, private: priv }) => ({ newState: currentState, private: priv }),
};
