import { wireDiagnostics } from "../convert/diagnostics.js";
import { wirePath } from "../convert/path.js";
import { decoded, privateOf, wireValue } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const planResourceChange: Rpc<"PlanResourceChange"> = {
  async handle(session, request) {
    const { typeName, priorState, proposedNewState, config, priorPrivate, clientCapabilities } = request;
    const type = session.resourceType(typeName);
    const answer = await session.provider.planResource({
      type: typeName,
      prior: decoded(priorState, type),
      proposed: decoded(proposedNewState, type),
      config: decoded(config, type),
      priorPrivate: privateOf(priorPrivate),
    });
    return {
      plannedState: wireValue(answer.planned, type),
      requiresReplace: answer.requiresReplace.map(wirePath),
      ...(answer.private && { plannedPrivate: answer.private }),
      diagnostics: wireDiagnostics(answer.diagnostics),
      ...session.deferred(clientCapabilities),
    };
  },

  kept: ({ priorState, priorPrivate }) => ({ plannedState: priorState, plannedPrivate: priorPrivate }),
};
