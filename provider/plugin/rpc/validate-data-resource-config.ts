import { wireDiagnostics } from "../convert/diagnostics.js";
import { decoded } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const validateDataResourceConfig: Rpc<"ValidateDataResourceConfig"> = {
  handle(session, { typeName, config }) {
    const given = decoded(config, session.dataSourceType(typeName));
    return { diagnostics: wireDiagnostics(session.provider.validateDataSource(typeName, given)) };
  },
};
