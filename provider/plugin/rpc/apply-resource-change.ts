import { wireDiagnostics } from "../convert/diagnostics.js";
import { decoded, privateOf, wirePrivate, wireValue } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const applyResourceChange: Rpc<"ApplyResourceChange"> = {
  async handle(session, request) {
    const { typeName, priorState, plannedState, config, plannedPrivate } = request;
    const type = session.resourceType(typeName);
    const answer = await session.provider.applyResource({
      type: typeName,
      prior: decoded(priorState, type),
      planned: decoded(plannedState, type),
      config: decoded(config, type),
      private: privateOf(plannedPrivate),
    });
    return {
      newState: wireValue(answer.state, type),
      ...wirePrivate(answer.private),
      diagnostics: wireDiagnostics(answer.diagnostics),
    };
  },

  kept: ({ priorState, plannedPrivate }) => ({ newState: priorState, private: plannedPrivate }),
};
