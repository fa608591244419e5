import { wireDiagnostics } from "../convert/diagnostics.js";
import { decoded } from "../convert/value.js";
import type { Rpc } from "./rpc.js";

export const validateProviderConfig: Rpc<"ValidateProviderConfig"> = {
  handle(session, { config }) {
    const given = decoded(config, session.configType);
    return { diagnostics: wireDiagnostics(session.provider.validateProviderConfig(given)) };
  },
};
