import type { Block, Diagnostic } from "../../../engine/provider.js";
import { parseJson } from "../../../engine/values/exact-json.js";
import { Value } from "../../../engine/values/index.js";
import { decoded, privateOf, wireDiagnostics, wirePath, wirePrivate, wireValue } from "../wire/convert.js";
import { HostError, type Rpc } from "../wire/session.js";
import type { WireRawState } from "../wire/wire.js";

/** The JSON of a stored state, numbers with all of their digits. */
function storedJson(state: WireRawState | null | undefined): unknown {
  if (state?.json.length) return parseJson(Buffer.from(state.json).toString());
  if (state && Object.keys(state.flatmap).length > 0) {
    throw new HostError(
      "The state has the format of Terraform before 0.12. Read and write it once with a version that still knows it, such as Terraform 0.12.",
    );
  }
  return null;
}

export const getResourceIdentitySchemas: Rpc<"GetResourceIdentitySchemas"> = {
  handle: () => ({ diagnostics: [] }),
};

export const validateResourceConfig: Rpc<"ValidateResourceConfig"> = {
  handle(session, { typeName, config, clientCapabilities }) {
    const given = decoded(config, session.resourceType(typeName));
    const tooNew = clientCapabilities?.writeOnlyAttributesAllowed
      ? []
      : writeOnly(session.provider.schema.resources[typeName]!.block, given);
    return {
      diagnostics: wireDiagnostics([...tooNew, ...session.provider.validateResource(typeName, given)]),
    };
  },
};

/** Removes values that a host without write-only attributes would treat as a defect of the provider. */
function writeOnly(block: Block, given: Value): Diagnostic[] {
  const names = Object.keys(block.attributes).filter(
    (name) => block.attributes[name]!.writeOnly && !given.attr(name).isNull,
  );
  return names.map((name) => ({
    severity: "error",
    summary: `${name} needs a newer version`,
    detail:
      `${name} is write-only: it is kept out of plans and states, which OpenTofu and Terraform can do from version 1.11 on. ` +
      "Use such a version, or an attribute that is kept.",
    attribute: [{ attribute: name }],
  }));
}

export const upgradeResourceState: Rpc<"UpgradeResourceState"> = {
  async handle(session, { typeName, version, rawState }) {
    const type = session.resourceType(typeName);
    const answer = await session.provider.upgradeResourceState(typeName, version, storedJson(rawState));
    return {
      upgradedState: wireValue(answer.state, type),
      diagnostics: wireDiagnostics(answer.diagnostics),
    };
  },
};

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

/** Moves the state of the same type from another provider, such as the official one from another registry. */
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
