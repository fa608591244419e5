import { wireDiagnostics } from "../convert/diagnostics.js";
import { privateOf, wirePrivate, wireValue } from "../convert/value.js";
import { HostError } from "../wire/session.js";
import { storedJson } from "./raw-state.js";
import type { Rpc } from "./rpc.js";

/** Takes over the same type of another provider, such as the official one from another registry. */
export const moveResourceState: Rpc<"MoveResourceState"> = {
  async handle(session, request) {
    const { sourceProviderAddress, sourceTypeName, sourceSchemaVersion, sourceState, targetTypeName } =
      request;
    const type = session.resourceType(targetTypeName);
    if (sourceTypeName !== targetTypeName || !sourceProviderAddress.endsWith("/scalr/scalr")) {
      throw new HostError(
        `A ${sourceTypeName} of ${sourceProviderAddress} cannot become a ${targetTypeName}. ` +
          "Remove the moved block; import the object under its new type, and forget the old resource with a removed block.",
      );
    }
    const json = storedJson(sourceState);
    const answer = await session.provider.upgradeResourceState(targetTypeName, sourceSchemaVersion, json);
    const { private: targetPrivate } = wirePrivate(privateOf(request.sourcePrivate));
    return {
      targetState: wireValue(answer.state, type),
      ...(targetPrivate && { targetPrivate }),
      diagnostics: wireDiagnostics(answer.diagnostics),
    };
  },
};
