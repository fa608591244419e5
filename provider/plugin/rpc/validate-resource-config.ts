import { wireDiagnostics } from "../convert/diagnostics.js";
import { decoded } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const validateResourceConfig: Rpc<"ValidateResourceConfig"> = {
  handle(session, { typeName, config }) {
    const given = decoded(config, session.resourceType(typeName));
    return { diagnostics: wireDiagnostics(session.provider.validateResource(typeName, given)) };
  },
};
